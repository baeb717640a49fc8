package sandstore.shell.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sandstore.lab.LabEvent;
import sandstore.lab.view.Gate;
import sandstore.proto.Event;
import sandstore.proto.RpcDetail;

/** One call between nodes, put together from what both ends told of it. */
final class Call {
  /** How far it is known to have come. */
  enum Fate {
    HELD,
    SENT,
    RECEIVED,
    ANSWERED,
    DROPPED,
    REPLY_DROPPED,
    FAILED
  }

  final String from;
  final String to;
  final String kind;
  @Nullable Wait requestWait;
  @Nullable Wait replyWait;
  @Nullable LabEvent sent;
  @Nullable LabEvent received;
  @Nullable LabEvent ended;
  Fate fate = Fate.SENT;
  int delayMillis;
  int likeIt;
  RpcDetail asked = RpcDetail.getDefaultInstance();
  RpcDetail answered = RpcDetail.getDefaultInstance();
  String why = "";

  /** That its request, or its reply, waits for the lab's word. */
  static final class Wait {
    final String id;
    final LabEvent since;
    @Nullable LabEvent until;

    Wait(String id, LabEvent since) {
      this.id = id;
      this.since = since;
    }
  }

  private Call(String from, String to, String kind) {
    this.from = from;
    this.to = to;
    this.kind = kind;
  }

  /** Of use for knowing who lives, but so many that they hide all others. */
  boolean chatter() {
    return kind.equals("Heartbeat") || kind.equals("MemberHeartbeat");
  }

  /** Whether the event is one of a call's. */
  static boolean of(LabEvent e) {
    return switch (e.event().getKindCase()) {
      case RPC_SENT, RPC_RECEIVED, RPC_ANSWERED, RPC_DROPPED, RPC_FAILED, RPC_HELD, RPC_RELEASED ->
          true;
      default -> false;
    };
  }

  static boolean heartbeat(Event e) {
    String kind =
        switch (e.getKindCase()) {
          case RPC_SENT -> e.getRpcSent().getKind();
          case RPC_RECEIVED -> e.getRpcReceived().getKind();
          case RPC_ANSWERED -> e.getRpcAnswered().getKind();
          case RPC_DROPPED -> e.getRpcDropped().getKind();
          case RPC_FAILED -> e.getRpcFailed().getKind();
          default -> "";
        };
    return kind.equals("Heartbeat") || kind.equals("MemberHeartbeat");
  }

  /** One letter for small pictures. */
  char letter() {
    return letter(kind);
  }

  static char letter(String kind) {
    return switch (kind) {
      case "PreVote" -> 'P';
      case "RequestVote" -> 'V';
      case "AppendEntries" -> 'A';
      case "Heartbeat", "MemberHeartbeat" -> 'H';
      case "InstallSnapshot", "GetFile" -> 'S';
      case "TimeoutNow" -> 'T';
      case "ReadIndex" -> 'R';
      case "WriteChunk", "ReadChunk", "ListChunks", "FetchChunk" -> 'C';
      default -> 'M';
    };
  }

  Ink ink() {
    return switch (letter()) {
      case 'H' -> Ink.DIM;
      case 'P', 'V', 'T' -> Ink.WARN;
      case 'A' -> Ink.ACCENT;
      case 'C', 'S' -> Ink.GOOD;
      default -> Ink.PLAIN;
    };
  }

  /** What it asked, in a few words. */
  String question() {
    String term = asked.getTerm() > 0 ? " t" + asked.getTerm() : "";
    String entries = "";
    if (asked.getEntries() > 0) {
      long first = asked.getPreviousIndex() + 1;
      long last = asked.getPreviousIndex() + asked.getEntries();
      entries = " " + (first == last ? String.valueOf(first) : first + ".." + last);
    }
    return kind + term + entries;
  }

  /** How it was answered, in a word. */
  String answer() {
    return switch (fate) {
      case ANSWERED ->
          switch (kind) {
            case "RequestVote", "PreVote" -> answered.getGranted() ? "yes" : "no";
            case "AppendEntries", "Heartbeat" -> answered.getSuccess() ? "ok" : "refused";
            default -> "ok";
          };
      case DROPPED -> "lost";
      case REPLY_DROPPED -> "reply lost";
      case FAILED -> "failed";
      case HELD, SENT, RECEIVED -> "";
    };
  }

  /** Calls that these events tell of, in the order in which they were first heard of. */
  static List<Call> in(Iterable<LabEvent> events) {
    Map<String, Call> open = new HashMap<>();
    List<Call> all = new ArrayList<>();
    for (LabEvent event : events) {
      take(event, open, all);
    }
    return all;
  }

  private static void take(LabEvent at, Map<String, Call> open, List<Call> all) {
    Event e = at.event();
    String by = e.getNode();
    switch (e.getKindCase()) {
      case RPC_HELD -> {
        var rpc = e.getRpcHeld();
        Call call = call(open, all, rpc.getId(), rpc.getFrom(), rpc.getTo(), rpc.getKind());
        Wait wait = new Wait(Gate.Held.id(by, rpc), at);
        if (rpc.getReply()) {
          call.replyWait = wait;
          call.answered = rpc.getDetail();
        } else {
          call.requestWait = wait;
          call.asked = rpc.getDetail();
          call.fate = Fate.HELD;
        }
      }
      case RPC_RELEASED -> {
        var rpc = e.getRpcReleased().getMessage();
        Call call = call(open, all, rpc.getId(), rpc.getFrom(), rpc.getTo(), rpc.getKind());
        call.asked = rpc.getReply() ? call.asked : rpc.getDetail();
        Wait wait = rpc.getReply() ? call.replyWait : call.requestWait;
        if (wait != null) {
          wait.until = at;
        }
        switch (e.getRpcReleased().getFate()) {
          case DROPPED -> call.end(at, rpc.getReply() ? Fate.REPLY_DROPPED : Fate.DROPPED);
          case GIVEN_UP -> call.end(at, Fate.FAILED);
          default -> call.fate = call.fate == Fate.HELD ? Fate.SENT : call.fate;
        }
      }
      case RPC_SENT -> {
        var rpc = e.getRpcSent();
        Call call = call(open, all, rpc.getId(), by, rpc.getTo(), rpc.getKind());
        call.sent = at;
        call.fate = call.fate == Fate.HELD ? Fate.SENT : call.fate;
        call.asked = rpc.getDetail();
        call.delayMillis = rpc.getDelayMillis();
        call.likeIt = rpc.getLikeIt();
      }
      case RPC_RECEIVED -> {
        var rpc = e.getRpcReceived();
        Call call = call(open, all, rpc.getId(), rpc.getFrom(), by, rpc.getKind());
        call.received = at;
        if (call.fate == Fate.SENT) {
          call.fate = Fate.RECEIVED;
        }
      }
      case RPC_ANSWERED -> {
        var rpc = e.getRpcAnswered();
        Call call = call(open, all, rpc.getId(), by, rpc.getTo(), rpc.getKind());
        call.answered = rpc.getDetail();
        call.end(at, Fate.ANSWERED);
      }
      case RPC_DROPPED -> {
        var rpc = e.getRpcDropped();
        Call call = call(open, all, rpc.getId(), rpc.getFrom(), rpc.getTo(), rpc.getKind());
        call.why = rpc.getRule();
        call.end(at, rpc.getReply() ? Fate.REPLY_DROPPED : Fate.DROPPED);
      }
      case RPC_FAILED -> {
        var rpc = e.getRpcFailed();
        Call call = call(open, all, rpc.getId(), by, rpc.getTo(), rpc.getKind());
        call.why = rpc.getReason();
        if (call.fate != Fate.DROPPED && call.fate != Fate.REPLY_DROPPED) {
          call.end(at, Fate.FAILED);
        }
      }
      default -> {}
    }
  }

  private void end(LabEvent at, Fate how) {
    ended = at;
    fate = how;
  }

  private static Call call(
      Map<String, Call> open, List<Call> all, long id, String from, String to, String kind) {
    if (id == 0) { // stands for others that were not told singly
      Call call = new Call(from, to, kind);
      all.add(call);
      return call;
    }
    return open.computeIfAbsent(
        from + " " + id + " " + to,
        k -> {
          Call call = new Call(from, to, kind);
          all.add(call);
          return call;
        });
  }
}

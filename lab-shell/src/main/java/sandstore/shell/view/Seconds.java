package sandstore.shell.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sandstore.lab.LabEvent;
import sandstore.proto.Event;

/** What happened in each second. Folded, one event at a time. */
final class Seconds {
  private static final int KEPT = 600;
  private static final int OPEN = 10_000;

  /** One second's counts. */
  static final class Second {
    long ok;
    long failed;
    long unknown;
    long calls;
    long lost;
    long committed;
    long bytes;
    final List<Long> operationMicros = new ArrayList<>();
    final List<Long> appendMicros = new ArrayList<>();
    long open;
  }

  final TreeMap<Long, Second> all = new TreeMap<>();
  private final Map<String, Long> invoked = new HashMap<>();
  private long committed = -1;

  void take(LabEvent at) {
    Event e = at.event();
    Second now = all.computeIfAbsent(at.receivedNanos() / 1_000_000_000, s -> new Second());
    switch (e.getKindCase()) {
      case OPERATION_INVOKED -> {
        if (invoked.size() < OPEN) {
          invoked.put(key(e, e.getOperationInvoked().getId()), at.receivedNanos());
        }
      }
      case OPERATION_OK -> {
        now.ok++;
        ended(now, at, e.getOperationOk().getId());
      }
      case OPERATION_FAILED -> {
        now.failed++;
        ended(now, at, e.getOperationFailed().getId());
      }
      case OPERATION_UNKNOWN -> {
        now.unknown++;
        ended(now, at, e.getOperationUnknown().getId());
      }
      case RPC_SENT -> now.calls += 1 + e.getRpcSent().getLikeIt();
      case RPC_DROPPED -> now.lost += 1 + e.getRpcDropped().getLikeIt();
      case RPC_ANSWERED -> {
        if (e.getRpcAnswered().getKind().equals("AppendEntries")
            && e.getRpcAnswered().getTookMicros() > 0) {
          now.appendMicros.add(e.getRpcAnswered().getTookMicros());
        }
      }
      case COMMIT_ADVANCED -> {
        long to = e.getCommitAdvanced().getTo();
        if (committed >= 0 && to > committed) {
          now.committed += to - committed;
        }
        committed = Math.max(committed, to);
      }
      case CHUNK_STORED -> now.bytes += e.getChunkStored().getLength();
      default -> {}
    }
    now.open = invoked.size();
    while (all.size() > KEPT) {
      all.pollFirstEntry();
    }
  }

  private static String key(Event e, long id) {
    return e.getNode() + e.getIncarnation() + " " + id;
  }

  private void ended(Second now, LabEvent at, long id) {
    Long since = invoked.remove(key(at.event(), id));
    if (since != null) {
      now.operationMicros.add((at.receivedNanos() - since) / 1000);
    }
  }
}

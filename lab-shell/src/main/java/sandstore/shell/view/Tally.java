package sandstore.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sandstore.lab.LabEvent;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.ClusterView.Election;
import sandstore.proto.Event;
import sandstore.wire.NodeId;

/** Who has voted for whom in one election, who refused, and who has not been heard. */
final class Tally {
  private static final long REACH_MILLIS = 20_000;
  private static final int REACH = 8_000;

  private Tally() {}

  /** One candidate's part. */
  record Row(NodeId candidate, List<NodeId> has, List<NodeId> no, List<NodeId> waiting) {}

  static List<Row> of(Moment moment, Election election) {
    List<NodeId> voters = moment.view().voters();
    List<LabEvent> asked = new ArrayList<>();
    if (recent(moment, election)) {
      moment.recent(REACH_MILLIS, REACH).stream().filter(e -> vote(e.event())).forEach(asked::add);
    }
    List<Call> calls = Call.in(asked);
    TreeSet<NodeId> candidates = new TreeSet<>(election.tally().keySet());
    candidates.addAll(election.campaigning());
    List<Row> rows = new ArrayList<>();
    for (NodeId candidate : candidates) {
      List<NodeId> has = election.tally().getOrDefault(candidate, List.of());
      TreeSet<NodeId> no = new TreeSet<>();
      for (Call call : calls) {
        boolean refused =
            call.fate == Call.Fate.ANSWERED
                && !call.answered.getGranted()
                && call.asked.getTerm() == election.term();
        if (refused && call.from.equals(candidate.name())) {
          no.add(new NodeId(call.to));
        }
      }
      election
          .tally()
          .forEach(
              (other, theirs) -> {
                if (!other.equals(candidate)) {
                  no.addAll(theirs);
                }
              });
      has.forEach(no::remove);
      List<NodeId> waiting =
          voters.stream().filter(v -> !has.contains(v) && !no.contains(v)).toList();
      rows.add(new Row(candidate, has, List.copyOf(no), waiting));
    }
    return rows;
  }

  private static boolean recent(Moment moment, Election election) {
    return election.term() >= moment.view().term() - 1;
  }

  private static boolean vote(Event e) {
    return switch (e.getKindCase()) {
      case RPC_SENT -> e.getRpcSent().getKind().equals("RequestVote");
      case RPC_ANSWERED -> e.getRpcAnswered().getKind().equals("RequestVote");
      default -> false;
    };
  }

  /** Draws the newest election; returns how many rows it took. */
  static int draw(Canvas canvas, Moment moment) {
    ClusterView view = moment.view();
    if (view.elections().isEmpty()) {
      canvas.text(0, 0, "none has been seen yet", Ink.DIM);
      return 1;
    }
    Election election = view.elections().get(view.elections().size() - 1);
    int needed = Sides.majority(view.voters());
    String how =
        election
            .leader()
            .map(l -> "won by " + l)
            .orElse(election.outcome().equals("none") ? "nobody won" : "open");
    int x = canvas.text(0, 0, "term " + election.term(), Ink.term(election.term()));
    x = canvas.text(x, 0, ", needs " + needed + " of " + view.voters().size() + ": ", Ink.DIM);
    canvas.text(
        x,
        0,
        how,
        election.leader().isPresent() ? Ink.GOOD : how.equals("open") ? Ink.WARN : Ink.BAD);
    int y = 1;
    for (Row row : of(moment, election)) {
      y = row(canvas, y, row);
    }
    return y;
  }

  private static int row(Canvas canvas, int y, Row row) {
    int x = canvas.text(0, y, row.candidate().name(), Ink.STRONG) + 1;
    for (NodeId n : row.has()) {
      x = canvas.text(x, y, "\u25a0" + number(n), Ink.GOOD) + 1;
    }
    for (NodeId n : row.no()) {
      x = canvas.text(x, y, "\u2718" + number(n), Ink.BAD) + 1;
    }
    for (NodeId n : row.waiting()) {
      x = canvas.text(x, y, "\u25a1" + number(n), Ink.DIM) + 1;
    }
    String votes = row.has().size() + (row.has().size() == 1 ? " vote" : " votes");
    canvas.text(x + 1, y, votes, Ink.DIM);
    return y + 1;
  }

  private static String number(NodeId node) {
    return node.name().replace("node", "");
  }

  /** {@code node3 has node3, node4; node5 refused; node1 has not answered}. */
  static String words(Row row) {
    String no = row.no().isEmpty() ? "" : "; " + names(row.no()) + " voted otherwise or refused";
    String waiting = row.waiting().isEmpty() ? "" : "; not heard: " + names(row.waiting());
    return row.candidate() + " has the votes of " + names(row.has()) + no + waiting;
  }

  private static String names(List<NodeId> nodes) {
    return nodes.isEmpty()
        ? "nobody"
        : nodes.stream().map(NodeId::name).collect(Collectors.joining(", "));
  }
}

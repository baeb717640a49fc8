package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.List;
import sandstore.lab.LabEvent;
import sandstore.lab.condition.BadCondition;
import sandstore.lab.condition.Jobs;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Fold;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;
import sandstore.lessons.work.Scribe;
import sandstore.proto.ElectionStarted;
import sandstore.proto.EntriesTruncated;
import sandstore.proto.Event;
import sandstore.proto.LeaderElected;
import sandstore.proto.NodeExited;
import sandstore.proto.NodeSpawned;
import sandstore.proto.NodeState;
import sandstore.proto.Role;
import sandstore.proto.RoleChanged;
import sandstore.proto.TermAdvanced;
import sandstore.proto.VoteCast;

/** Events told by hand, folded, and shown to a referee; what it says is kept as text. */
final class Story {
  private final long[] sequences = new long[16];
  private long order;
  private ClusterView view = ClusterView.EMPTY;
  private Referee referee;
  final List<String> said = new ArrayList<>();

  /** Five nodes of which node1 leads term 1. */
  static Story ofFive() {
    Story story = new Story();
    for (int n = 1; n <= 5; n++) {
      story.tell(
          "lab",
          Event.newBuilder()
              .setNodeSpawned(
                  NodeSpawned.newBuilder().setNode("node" + n).setPid(n).setIncarnation(1)));
      NodeState.Builder state =
          NodeState.newBuilder().setTopology("raft").setRole(Role.FOLLOWER).setFirstIndex(1);
      for (int v = 1; v <= 5; v++) {
        state.addVoters("node" + v);
      }
      story.tell("node" + n, Event.newBuilder().setNodeState(state));
    }
    return story.campaigns(1, 1).votes(2, 1, 1).votes(3, 1, 1).leads(1, 1);
  }

  ClusterView view() {
    return view;
  }

  Story plays(Lesson.Screen screen) throws BadCondition {
    referee = new Referee(screen, view, Jobs.NONE, Scribe.NONE);
    return this;
  }

  Story reaches(Part part) {
    hear(referee.reach(part, view));
    return this;
  }

  Story answers(String question, String choice) {
    hear(referee.answer(question, java.util.Optional.of(choice)));
    return this;
  }

  Story exits(int n) {
    return tell(
        "lab",
        Event.newBuilder()
            .setNodeExited(NodeExited.newBuilder().setNode("node" + n).setCause("killed")));
  }

  Story campaigns(int n, long term) {
    tell("node" + n, Event.newBuilder().setTermAdvanced(TermAdvanced.newBuilder().setTerm(term)));
    tell(
        "node" + n,
        Event.newBuilder().setElectionStarted(ElectionStarted.newBuilder().setTerm(term)));
    return votes(n, term, n);
  }

  Story votes(int n, long term, int candidate) {
    tell("node" + n, Event.newBuilder().setTermAdvanced(TermAdvanced.newBuilder().setTerm(term)));
    return tell(
        "node" + n,
        Event.newBuilder()
            .setVoteCast(VoteCast.newBuilder().setTerm(term).setCandidate("node" + candidate)));
  }

  Story leads(int n, long term) {
    return tell(
        "node" + n,
        Event.newBuilder()
            .setRoleChanged(RoleChanged.newBuilder().setRole(Role.LEADER).setTerm(term)));
  }

  Story hearsOfLeader(int n, long term, int leader) {
    return tell(
        "node" + n,
        Event.newBuilder()
            .setLeaderElected(LeaderElected.newBuilder().setTerm(term).setLeader("node" + leader)));
  }

  Story truncates(int n, long first) {
    return tell(
        "node" + n,
        Event.newBuilder()
            .setEntriesTruncated(EntriesTruncated.newBuilder().setFirst(first).setLast(first)));
  }

  private Story tell(String node, Event.Builder builder) {
    int n = node.equals("lab") ? 0 : Integer.parseInt(node.substring(4));
    boolean state = builder.hasNodeState();
    Event event =
        builder.setNode(node).setIncarnation(1).setSequence(state ? 0 : ++sequences[n]).build();
    view = Fold.fold(view, event);
    order++;
    if (referee != null) {
      hear(referee.hears(new LabEvent(order, 0, event), view));
    }
    return this;
  }

  private void hear(List<Happening> happenings) {
    for (Happening h : happenings) {
      said.add(words(h));
    }
  }

  private static String words(Happening h) {
    if (h instanceof Happening.Ticked t) {
      return "ticked " + t.check();
    }
    if (h instanceof Happening.Broken b) {
      return "broken " + b.check();
    }
    if (h instanceof Happening.Done d) {
      return "done " + d.task().id();
    }
    Happening.Graded g = (Happening.Graded) h;
    return "graded " + g.question().id() + ": " + g.answer().orElse("-") + " was " + g.right();
  }
}

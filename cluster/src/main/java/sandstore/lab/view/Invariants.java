package sandstore.lab.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sandstore.proto.Event;
import sandstore.wire.NodeId;

/**
 * What must hold between one view and the next, whatever happens to nodes and network. Checked
 * live; a violation means that consensus is broken (or the fold is), never that a fault was
 * injected. {@code replicated} promises none of this, and is not judged by it.
 */
public final class Invariants {
  private Invariants() {}

  /**
   * The broken ones, each as a sentence; mostly none.
   *
   * @param after {@code Fold.fold(before, event)}
   */
  public static List<String> check(ClusterView before, Event event, ClusterView after) {
    NodeId teller = new NodeId(event.getNode());
    Optional<NodeView> was = before.node(teller);
    Optional<NodeView> is = after.node(teller);
    if (!after.topology().equals("raft") || is.isEmpty()) {
      return List.of();
    }
    List<String> broken = new ArrayList<>();
    // What is told once more leads to where the state was already, by way of where it was before.
    if (was.isPresent()
        && was.get().incarnation() == is.get().incarnation()
        && !event.getRetold()) {
      termsNeverFall(was.get(), is.get(), broken);
      commitNeverMovesBack(was.get(), is.get(), broken);
    }
    oneLeaderATerm(before, is.get(), event, broken);
    return broken;
  }

  private static void termsNeverFall(NodeView was, NodeView is, List<String> broken) {
    // One that was wiped, or found its term damaged, begins anew; its first word is no fall.
    if (was.known() && is.term() < was.term()) {
      broken.add(is.id() + " fell from term " + was.term() + " back to term " + is.term());
    }
  }

  private static void commitNeverMovesBack(NodeView was, NodeView is, List<String> broken) {
    // A process that has just started has yet to hear from a leader what was committed.
    if (was.known() && is.commitIndex() < was.commitIndex()) {
      broken.add(
          is.id()
              + " took back what was committed: entries "
              + (is.commitIndex() + 1)
              + ".."
              + was.commitIndex());
    }
  }

  /** Raft 5.2, election safety. */
  private static void oneLeaderATerm(
      ClusterView before, NodeView teller, Event event, List<String> broken) {
    if (!event.hasRoleChanged() || !teller.leads()) {
      return;
    }
    long term = teller.term();
    before.elections().stream()
        .filter(e -> e.term() == term)
        .flatMap(e -> e.leader().stream())
        .filter(other -> !other.equals(teller.id()))
        .forEach(
            other ->
                broken.add("two leaders in term " + term + ": " + other + " and " + teller.id()));
  }
}

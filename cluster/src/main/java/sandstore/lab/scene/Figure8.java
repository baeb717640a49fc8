package sandstore.lab.scene;

import com.google.auto.service.AutoService;
import java.util.List;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/**
 * Figure 8 of the extended Raft paper: an entry of an earlier term that a majority has is not
 * committed by that (d); it is once an entry of the leader's own term is (e). The paper's S1 is
 * node1, its term 2 the one in which node1 leads as the scene begins.
 *
 * <p>Here a leader's own first entry is the list of members, which JRaft writes when a term begins;
 * it stands where the paper's leaders write a client's.
 */
@AutoService(Scene.class)
public final class Figure8 implements Scene {
  @Override
  public String name() {
    return "fig8";
  }

  @Override
  public String title() {
    return "Raft, Figure 8: a majority has an entry, and it is not committed";
  }

  @Override
  public int nodes() {
    return 5;
  }

  @Override
  public List<Act> acts() {
    return List.of(
        new Act(
            "a",
            "",
            "node1 leads and writes an entry, which only node2 gets",
            at ->
                List.of(
                    "hold AppendEntries node1 -> node3,node4,node5",
                    "! mkdir /fig8-" + (at.index() + 1) + " --at node1 --timeout 3s"),
            Figure8::a),
        new Act(
            "b",
            "a",
            "node1 dies; node5 leads, with the votes of node3 and node4, and writes another there",
            at ->
                List.of(
                    "kill node1",
                    "hold AppendEntries node5 -> node1,node2,node3,node4",
                    "elect node5",
                    "wait leader == 'node5' within 10s"),
            Figure8::b),
        new Act(
            "c",
            "b",
            "node5 dies; node1 comes back, leads, and brings its old entry to node3, too. Its first"
                + " campaign is for a term in which two have voted already",
            at ->
                List.of(
                    "kill node5",
                    "hold AppendEntries node1 -> node2,node3 where index >= " + (at.index() + 2),
                    "start node1",
                    "elect node1",
                    "elect node1",
                    "wait leader == 'node1' within 10s"),
            Figure8::c),
        new Act(
            "d",
            "c",
            "node1 dies; node5 comes back, leads with the votes of node2, node3 and node4, and"
                + " overwrites what a majority has",
            at ->
                List.of(
                    "kill node1",
                    "heal holds",
                    "start node5",
                    "elect node5",
                    "elect node5",
                    "wait leader == 'node5' within 10s"),
            Figure8::d),
        new Act(
            "e",
            "c",
            "or node1 first brings an entry of its own term to a majority; then node5 cannot win",
            at ->
                List.of(
                    "heal node1 -> node2,node3",
                    "wait node('node1').commitIndex >= " + (at.index() + 2) + " within 10s",
                    "kill node1",
                    "start node5",
                    "elect node5",
                    "elect node5"),
            Figure8::e));
  }

  private static List<Claim> a(Footing at) {
    long entry = at.index() + 1;
    long term = at.term();
    return List.of(
        new Claim("node1 leads in term " + term, v -> Logs.leads(v, 1, term)),
        new Claim(
            "node1 and node2 have entry " + entry + ", of term " + term,
            v -> Logs.has(v, 1, entry, term) && Logs.has(v, 2, entry, term)),
        new Claim(
            "the logs of node3, node4 and node5 end before it",
            v -> Logs.last(v, 3) < entry && Logs.last(v, 4) < entry && Logs.last(v, 5) < entry),
        new Claim("nobody knows it to be committed", v -> Logs.nobodyKnowsCommitted(v, entry)));
  }

  private static List<Claim> b(Footing at) {
    long entry = at.index() + 1;
    long term = at.term() + 1;
    return List.of(
        new Claim("node5 leads in term " + term, v -> Logs.leads(v, 5, term)),
        new Claim(
            "its entry " + entry + " is of term " + term + ", that of node2 of term " + at.term(),
            v -> Logs.has(v, 5, entry, term) && Logs.has(v, 2, entry, at.term())),
        new Claim(
            "the logs of node3 and node4 end before it",
            v -> Logs.last(v, 3) < entry && Logs.last(v, 4) < entry));
  }

  private static List<Claim> c(Footing at) {
    long entry = at.index() + 1;
    long term = at.term() + 2;
    return List.of(
        new Claim("node1 leads in term " + term, v -> Logs.leads(v, 1, term)),
        new Claim(
            "entry "
                + entry
                + " of term "
                + at.term()
                + " is on node1, node2 and node3: a majority",
            v -> theOldEntryIsOnThree(v, at)),
        new Claim(
            "nobody knows it to be committed, node1 neither",
            v -> Logs.nobodyKnowsCommitted(v, entry)),
        new Claim(
            "entry " + (entry + 1) + ", the first of term " + term + ", is on node1 alone",
            v ->
                Logs.has(v, 1, entry + 1, term)
                    && Logs.last(v, 2) == entry
                    && Logs.last(v, 3) == entry));
  }

  private static boolean theOldEntryIsOnThree(ClusterView view, Footing at) {
    long entry = at.index() + 1;
    return Logs.has(view, 1, entry, at.term())
        && Logs.has(view, 2, entry, at.term())
        && Logs.has(view, 3, entry, at.term());
  }

  private static List<Claim> d(Footing at) {
    long entry = at.index() + 1;
    long term = at.term() + 3;
    return List.of(
        new Claim("node5 leads in term " + term, v -> Logs.leads(v, 5, term)),
        new Claim(
            "entry "
                + entry
                + " of term "
                + at.term()
                + " is gone from node2 and node3; that of term "
                + (at.term() + 1)
                + " is there",
            v -> Logs.has(v, 2, entry, at.term() + 1) && Logs.has(v, 3, entry, at.term() + 1)),
        new Claim("that one is committed", v -> Logs.committed(v, 5) > entry));
  }

  private static List<Claim> e(Footing at) {
    long entry = at.index() + 1;
    long term = at.term() + 3;
    return List.of(
        new Claim(
            "entry "
                + (entry + 1)
                + " of node1's own term "
                + (at.term() + 2)
                + " was committed, and entry "
                + entry
                + " with it",
            v -> Logs.committed(v, 1) > entry && theOldEntryIsOnThree(v, at)),
        new Claim(
            "node5 campaigned in term " + term + ", and nobody leads in it",
            v -> v.elections().stream().anyMatch(e -> e.term() == term && e.leader().isEmpty())),
        new Claim(
            "node2 and node3 heard it, and gave it no vote",
            v -> refused(v, 2, term) && refused(v, 3, term)));
  }

  private static boolean refused(ClusterView view, int node, long term) {
    NodeView voter = view.node(NodeId.of(node)).orElseThrow();
    return voter.term() == term && voter.votedFor().isEmpty();
  }
}

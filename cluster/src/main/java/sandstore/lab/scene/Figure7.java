package sandstore.lab.scene;

import com.google.auto.service.AutoService;
import java.util.List;

/**
 * Figure 7 of the extended Raft paper: what logs may look like when a leader comes to power. Of its
 * six followers five nodes have room for four: one lacks the last entry (a), one nearly all of them
 * (b), one has some that the leader has not (d), one both (f). The paper's (c) is (d) with one
 * entry of the same term, its (e) is (f) with other numbers.
 */
@AutoService(Scene.class)
public final class Figure7 implements Scene {
  private static final String WRITES = " --timeout 500ms";

  @Override
  public String name() {
    return "fig7";
  }

  @Override
  public String title() {
    return "Raft, Figure 7: what a new leader may find in the logs of the others";
  }

  @Override
  public int nodes() {
    return 5;
  }

  @Override
  public List<Act> acts() {
    return List.of(
        new Act(
            "f",
            "",
            "node5 leads twice, dies each time, and nothing of what it writes gets across",
            at ->
                List.of(
                    "hold AppendEntries node5 -> node1,node2,node3,node4",
                    "elect node5",
                    "wait leader == 'node5' within 10s",
                    "! mkdir /fig7-f --at node5" + WRITES,
                    "kill node5",
                    "start node5",
                    "elect node5",
                    "wait leader == 'node5' within 10s",
                    "! mkdir /fig7-ff --at node5" + WRITES,
                    "kill node5"),
            Figure7::f),
        new Act(
            "b",
            "f",
            "node1 leads, and node3 gets no more than the first entry of its term",
            at ->
                List.of(
                    "hold AppendEntries node1 -> node3 where index >= " + (at.index() + 2),
                    "elect node1",
                    "wait leader == 'node1' within 10s",
                    "mkdir -p /fig7-b --timeout 20s"),
            Figure7::b),
        new Act(
            "a",
            "b",
            "node1 writes one more, which node2 does not get",
            at ->
                List.of(
                    "hold AppendEntries node1 -> node2 where index >= "
                        + (Logs.last(at.before(), 1) + 1),
                    "! mkdir /fig7-a --at node1" + WRITES),
            Figure7::a),
        new Act(
            "d",
            "a",
            "node4, which has it all, leads, writes what nobody gets, and dies",
            at ->
                List.of(
                    "hold AppendEntries node4 -> node1,node2,node3,node5",
                    "elect node4",
                    "wait leader == 'node4' within 10s",
                    "! mkdir /fig7-d --at node4" + WRITES,
                    "kill node4"),
            Figure7::d),
        new Act(
            "leader",
            "d",
            "node1 comes to power: the moment that the figure shows",
            at ->
                List.of(
                    "hold AppendEntries node1 -> node2,node3,node4,node5",
                    "elect node1",
                    "wait leader == 'node1' within 10s",
                    "start node4,node5"),
            Figure7::leader),
        new Act(
            "after",
            "leader",
            "node1 may speak: it finds where each log is as its own, and makes the rest so",
            at -> List.of("heal holds"),
            Figure7::after));
  }

  private static List<Claim> f(Footing at) {
    long first = at.index() + 1;
    return List.of(
        new Claim(
            "node5 has entries of terms " + (at.term() + 1) + " and " + (at.term() + 2),
            v ->
                Logs.has(v, 5, first, at.term() + 1)
                    && Logs.has(v, 5, Logs.last(v, 5), at.term() + 2)),
        new Claim(
            "the logs of all others end at " + at.index(),
            v ->
                Logs.last(v, 1) == at.index()
                    && Logs.last(v, 2) == at.index()
                    && Logs.last(v, 3) == at.index()
                    && Logs.last(v, 4) == at.index()));
  }

  private static List<Claim> b(Footing at) {
    long first = at.index() + 1;
    long term = at.term() + 3;
    return List.of(
        new Claim("node1 leads in term " + term, v -> Logs.leads(v, 1, term)),
        new Claim(
            "what it wrote is committed: node2 and node4 have it",
            v ->
                Logs.last(v, 1) > first
                    && Logs.committed(v, 1) == Logs.last(v, 1)
                    && Logs.last(v, 2) == Logs.last(v, 1)
                    && Logs.last(v, 4) == Logs.last(v, 1)),
        new Claim(
            "node3 has entry " + first + " of it and no more",
            v -> Logs.has(v, 3, first, term) && Logs.last(v, 3) == first));
  }

  private static List<Claim> a(Footing at) {
    long entry = Logs.last(at.before(), 1) + 1;
    long term = at.term() + 3;
    return List.of(
        new Claim(
            "node1 and node4 have entry " + entry + ", node2 ends before it",
            v ->
                Logs.has(v, 1, entry, term)
                    && Logs.has(v, 4, entry, term)
                    && Logs.last(v, 2) == entry - 1),
        new Claim("nobody knows it to be committed", v -> Logs.nobodyKnowsCommitted(v, entry)));
  }

  private static List<Claim> d(Footing at) {
    long last = Logs.last(at.before(), 1);
    return List.of(
        new Claim(
            "node4 has all that node1 has, and entries of term " + (at.term() + 4) + " behind it",
            v -> Logs.has(v, 4, last + 1, at.term() + 4)),
        new Claim("node1's log ends at " + last, v -> Logs.last(v, 1) == last));
  }

  private static List<Claim> leader(Footing at) {
    long first = at.index() + 1;
    long last = Logs.last(at.before(), 1);
    long term = at.term() + 5;
    return List.of(
        new Claim("node1 leads in term " + term, v -> Logs.leads(v, 1, term)),
        new Claim(
            "(a) node2 lacks entry " + last + ", the last before this term",
            v -> Logs.last(v, 2) == last - 1),
        new Claim(
            "(b) node3 lacks all behind " + first, v -> Logs.last(v, 3) == first && first < last),
        new Claim(
            "(d) node4 has entries of term " + (at.term() + 4) + ", which node1 has not",
            v -> Logs.has(v, 4, last + 1, at.term() + 4) && alive(v, 4)),
        new Claim(
            "(f) node5 has entries of terms "
                + (at.term() + 1)
                + " and "
                + (at.term() + 2)
                + ", and none of node1's from "
                + first
                + " on",
            v ->
                Logs.has(v, 5, first, at.term() + 1)
                    && Logs.has(v, 5, Logs.last(v, 5), at.term() + 2)
                    && alive(v, 5)));
  }

  private static boolean alive(sandstore.lab.view.ClusterView view, int node) {
    return view.running().stream().anyMatch(n -> n.id().number() == node);
  }

  private static List<Claim> after(Footing at) {
    long first = at.index() + 1;
    long last = Logs.last(at.before(), 1);
    return List.of(
        new Claim("all five logs are the same, and committed", Logs::allOne),
        new Claim(
            "node5's own entries are struck out, from " + first + " on",
            v -> Logs.has(v, 5, first, at.term() + 3)),
        new Claim("node4's are, from " + last + " on", v -> Logs.has(v, 4, last, at.term() + 5)));
  }
}

package sandstore.lab.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import sandstore.lab.view.ClusterView.Election;
import sandstore.wire.NodeId;

/**
 * The elections that were seen, while one event is being folded in: who asked, who voted for whom,
 * how it ended. An election has no leader only once nobody campaigns in its term any more (a vote
 * that is still on its way may yet decide it), or once a later term has a leader; and should it be
 * heard afterwards that one of its candidates had won, it was won.
 */
final class Elections {
  private static final int BOUND = 50;

  private List<Election> all;

  Elections(List<Election> all) {
    this.all = all;
  }

  List<Election> list() {
    return all;
  }

  void campaigns(NodeId candidate, long term) {
    change(
        term,
        e ->
            e.campaigning().contains(candidate) || !e.outcome().equals("open")
                ? e
                : with(e, e.tally(), plus(e.campaigning(), candidate)));
  }

  void voted(NodeId voter, NodeId candidate, long term) {
    if (voter.equals(candidate)) {
      campaigns(candidate, term);
    }
    change(term, e -> with(e, tallied(e.tally(), voter, candidate), e.campaigning()));
  }

  /** {@code leader} leads in {@code term}. Closes what is still open of earlier terms. */
  void won(NodeId leader, long term) {
    change(term, e -> new Election(e.term(), e.tally(), List.of(), Optional.of(leader), "won"));
    all = all.stream().map(e -> e.term() < term ? closed(e) : e).toList();
  }

  /**
   * As {@link #won}, told by another node: nothing is begun for a term that nobody campaigned in.
   */
  void heardOfWinner(NodeId leader, long term) {
    if (all.stream().anyMatch(e -> e.term() == term)) {
      won(leader, term);
    }
  }

  /** The node campaigns no more, but perhaps in {@code term}. */
  void gaveUpAllBut(NodeId node, long term) {
    all = all.stream().map(e -> e.term() == term ? e : without(e, node)).toList();
  }

  private static Election without(Election e, NodeId node) {
    if (!e.campaigning().contains(node)) {
      return e;
    }
    List<NodeId> left = e.campaigning().stream().filter(c -> !c.equals(node)).toList();
    Election fewer = with(e, e.tally(), left);
    return left.isEmpty() ? closed(fewer) : fewer;
  }

  private static Election closed(Election e) {
    return e.outcome().equals("open")
        ? new Election(e.term(), e.tally(), List.of(), Optional.empty(), "none")
        : e;
  }

  private static Election with(
      Election e, SortedMap<NodeId, List<NodeId>> tally, List<NodeId> campaigning) {
    return new Election(e.term(), tally, campaigning, e.leader(), e.outcome());
  }

  private static SortedMap<NodeId, List<NodeId>> tallied(
      SortedMap<NodeId, List<NodeId>> tally, NodeId voter, NodeId candidate) {
    SortedMap<NodeId, List<NodeId>> next = new TreeMap<>(tally);
    List<NodeId> voters = next.getOrDefault(candidate, List.of());
    next.put(candidate, voters.contains(voter) ? voters : plus(voters, voter));
    return Collections.unmodifiableSortedMap(next);
  }

  private static List<NodeId> plus(List<NodeId> list, NodeId one) {
    List<NodeId> longer = new ArrayList<>(list);
    longer.add(one);
    return List.copyOf(longer);
  }

  /** Changes the term's election, which begins if there is none. */
  private void change(long term, UnaryOperator<Election> change) {
    List<Election> next = new ArrayList<>(all);
    int at = 0;
    while (at < next.size() && next.get(at).term() < term) {
      at++;
    }
    if (at == next.size() || next.get(at).term() != term) {
      Election begun =
          new Election(term, Collections.emptySortedMap(), List.of(), Optional.empty(), "open");
      next.add(at, change.apply(begun));
    } else {
      next.set(at, change.apply(next.get(at)));
    }
    all = List.copyOf(next.subList(Math.max(0, next.size() - BOUND), next.size()));
  }
}

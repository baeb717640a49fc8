package sandstore.lab.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sandstore.lab.Context;
import sandstore.lab.Style;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.Consistency;
import sandstore.proto.PromiseCount;
import sandstore.proto.PromisesRequest;
import sandstore.proto.PromisesResponse;
import sandstore.wire.NodeId;
import sandstore.wire.Promise;

/** What is said of {@link Promise promises}, by the nodes that the view has as alive. */
final class Promised {
  private final ClusterView view;
  private final Map<NodeId, String> zones = new TreeMap<>();

  Promised(ClusterView view) {
    this.view = view;
    view.nodes().values().forEach(n -> zones.put(n.id(), n.zone()));
  }

  /** Whether a zone is more than a node. */
  private boolean zonesCount() {
    return zones.values().stream().distinct().count() < zones.size();
  }

  /** Of a file, from the live copies of each of its chunks. */
  Promise of(Collection<List<NodeId>> copies) {
    return copies.stream()
        .map(chunk -> Promise.ofCopies(chunk, zones))
        .reduce(Promise.NOTHING_TO_LOSE, Promise::and);
  }

  String words(Promise promise) {
    return style(promise).of(promise.words(zonesCount()));
  }

  private static Style style(Promise promise) {
    if (!promise.kept()) {
      return Style.BAD;
    }
    return promise.nodes() == 0 ? Style.WARN : Style.GOOD;
  }

  /** For programs. */
  Map<String, Object> fields(Promise promise) {
    boolean empty = promise.equals(Promise.NOTHING_TO_LOSE);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("promise", promise.words(zonesCount()));
    fields.put("survivesNodes", empty ? view.nodes().size() : promise.nodes());
    fields.put(
        "survivesZones", empty ? zones.values().stream().distinct().count() : promise.zones());
    return fields;
  }

  /** What all files stand for, worst first, and the metadata with them. */
  record Summary(List<String> text, List<Map<String, Object>> files) {}

  /** Asks who leads; without a leader anybody, who answers by what he has. */
  Summary summary(Context context) {
    Optional<NodeView> leader = view.leader();
    Optional<NodeView> asked = leader.or(() -> view.running().stream().findFirst());
    if (asked.isEmpty()) {
      return new Summary(List.of("no node is running: nothing can be read"), List.of());
    }
    PromisesResponse answer =
        context
            .cluster()
            .calls()
            .files(asked.get().id())
            .promises(
                PromisesRequest.newBuilder()
                    .addAllAlive(view.running().stream().map(n -> n.id().name()).toList())
                    .setConsistency(
                        leader.isPresent() ? Consistency.LINEARIZABLE : Consistency.STALE)
                    .build());
    List<String> text = new ArrayList<>();
    List<Map<String, Object>> files = new ArrayList<>();
    for (PromiseCount line : answer.getCountsList()) {
      Promise promise =
          line.getEmpty() ? Promise.NOTHING_TO_LOSE : new Promise(line.getNodes(), line.getZones());
      text.add(String.format("%8d %s  %s", line.getFiles(), files(line), words(promise)));
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("files", line.getFiles());
      fields.putAll(fields(promise));
      files.add(fields);
    }
    metadata().ifPresent(text::add);
    text.add(
        Style.DIM.of(
            "files as of entry "
                + answer.getStamp().getAppliedIndex()
                + ", counted by "
                + asked.get().id()
                + " over the copies on running nodes"));
    return new Summary(text, files);
  }

  private static String files(PromiseCount line) {
    return line.getFiles() == 1 ? "file " : "files";
  }

  /** A file whose copies survive is of no use while nobody can say where they are. */
  private Optional<String> metadata() {
    List<NodeId> voters = view.voters();
    if (voters.isEmpty()) {
      return Optional.empty();
    }
    List<String> alive =
        voters.stream()
            .filter(v -> view.node(v).filter(NodeView::alive).isPresent())
            .map(v -> zones.getOrDefault(v, v.name()))
            .toList();
    Promise promise = Promise.of(alive, voters.size() / 2 + 1);
    String now = alive.size() + " of " + voters.size() + " voters run";
    return Optional.of(
        "metadata: "
            + now
            + ", "
            + (promise.kept()
                ? (promise.nodes() == 0 ? Style.WARN : Style.GOOD)
                    .of(promise.survives(zonesCount()))
                : Style.BAD.of("no majority")));
  }
}

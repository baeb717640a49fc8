package sandstore.node.service;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import sandstore.node.journal.Journal;
import sandstore.node.membership.Membership;
import sandstore.node.metadata.Namespace;
import sandstore.node.placement.Promises;
import sandstore.proto.Consistency;
import sandstore.proto.Member;
import sandstore.proto.PromiseCount;
import sandstore.proto.PromisesRequest;
import sandstore.proto.PromisesResponse;
import sandstore.wire.NodeId;
import sandstore.wire.Promise;

/** What all files survive, as FileService tells it. Takes time in proportion to their chunks. */
final class PromisesAnswer {
  private PromisesAnswer() {}

  /** Looks through the namespace in a thread of its own: whoever read it has other things to do. */
  static CompletableFuture<PromisesResponse> of(
      NodeId self, Journal journal, Membership membership, PromisesRequest request) {
    CompletableFuture<Journal.Reading> reading =
        request.getConsistency() == Consistency.STALE
            ? CompletableFuture.completedFuture(journal.readLocal())
            : journal.readLinearizable();
    Set<NodeId> alive =
        request.getAliveList().stream().map(NodeId::new).collect(Collectors.toSet());
    Map<NodeId, String> zones =
        membership.members().stream()
            .collect(Collectors.toMap(m -> new NodeId(m.getNode()), Member::getZone));
    return reading.thenApplyAsync(
        r -> count(r.namespace(), alive, zones).setStamp(MetadataEndpoint.stamp(self, r)).build());
  }

  private static PromisesResponse.Builder count(
      Namespace namespace, Set<NodeId> alive, Map<NodeId, String> zones) {
    PromisesResponse.Builder response = PromisesResponse.newBuilder();
    Promises.count(namespace, alive, zones)
        .forEach((promise, files) -> response.addCounts(line(promise, files)));
    return response;
  }

  private static PromiseCount line(Promise promise, long files) {
    PromiseCount.Builder line = PromiseCount.newBuilder().setFiles(files);
    return promise.equals(Promise.NOTHING_TO_LOSE)
        ? line.setEmpty(true).build()
        : line.setNodes(promise.nodes()).setZones(promise.zones()).build();
  }
}

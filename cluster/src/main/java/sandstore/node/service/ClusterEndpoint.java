package sandstore.node.service;

import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;
import sandstore.node.journal.Journal;
import sandstore.node.membership.Membership;
import sandstore.proto.ClusterServiceGrpc;
import sandstore.proto.HeartbeatRequest;
import sandstore.proto.HeartbeatResponse;
import sandstore.proto.MembersRequest;
import sandstore.proto.MembersResponse;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;

/** Heartbeats, and who is in the cluster. */
public final class ClusterEndpoint extends ClusterServiceGrpc.ClusterServiceImplBase {
  private final NodeSettings settings;
  private final Membership membership;
  private final Journal journal;

  public ClusterEndpoint(NodeSettings settings, Membership membership, Journal journal) {
    this.settings = settings;
    this.membership = membership;
    this.journal = journal;
  }

  @Override
  public void heartbeat(HeartbeatRequest request, StreamObserver<HeartbeatResponse> to) {
    Answer.with(to, () -> membership.received(request));
  }

  @Override
  public void members(MembersRequest request, StreamObserver<MembersResponse> to) {
    Answer.with(
        to,
        () -> {
          @Nullable NodeId leader = journal.leader();
          return MembersResponse.newBuilder()
              .setCluster(settings.cluster())
              .setTopology(settings.topology())
              .setSelf(settings.node().name())
              .setLeader(leader == null ? "" : leader.name())
              .addAllMembers(membership.members())
              .build();
        });
  }
}

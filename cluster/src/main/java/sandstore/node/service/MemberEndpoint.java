package sandstore.node.service;

import io.grpc.stub.StreamObserver;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import sandstore.node.journal.Journal;
import sandstore.node.journal.VotingGroup;
import sandstore.node.membership.Membership;
import sandstore.node.membership.Quorum;
import sandstore.proto.ConfigureRequest;
import sandstore.proto.ConfigureResponse;
import sandstore.proto.Failure;
import sandstore.proto.MemberServiceGrpc;
import sandstore.proto.Operation;
import sandstore.proto.ProposeRequest;
import sandstore.proto.ProposeResponse;
import sandstore.proto.SnapshotRequest;
import sandstore.proto.SnapshotResponse;
import sandstore.proto.TableRequest;
import sandstore.proto.TableResponse;
import sandstore.proto.TransferRequest;
import sandstore.proto.TransferResponse;
import sandstore.proto.VouchRequest;
import sandstore.proto.VouchResponse;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;

/** Who belongs to the cluster, who votes, and how both change. */
public final class MemberEndpoint extends MemberServiceGrpc.MemberServiceImplBase {
  private final NodeSettings settings;
  private final NodeId self;
  private final Journal journal;
  private final Membership membership;
  private final LongSupplier clock;

  /**
   * @param clock this node's wall clock, which stamps what it proposes; milliseconds
   */
  public MemberEndpoint(
      NodeSettings settings, Journal journal, Membership membership, LongSupplier clock) {
    this.clock = clock;
    this.settings = settings;
    this.self = settings.node();
    this.journal = journal;
    this.membership = membership;
  }

  private VotingGroup group() {
    return journal
        .group()
        .orElseThrow(
            () ->
                new DefiniteFailure(
                    Failure.Code.UNSUPPORTED, "nobody votes here, and no node comes or goes"));
  }

  @Override
  public void decide(ProposeRequest request, StreamObserver<ProposeResponse> to) {
    Operation operation = request.getOperation();
    if (!operation.hasAdmitNode() && !operation.hasRetireNode()) {
      Answer.later(
          to,
          CompletableFuture.failedFuture(
              new DefiniteFailure(
                  Failure.Code.BAD_REQUEST,
                  operation.getKindCase() + " is not for MemberService")));
      return;
    }
    Answer.later(to, MetadataEndpoint.propose(journal, clock, operation));
  }

  @Override
  public void configure(ConfigureRequest request, StreamObserver<ConfigureResponse> to) {
    CompletableFuture<ConfigureResponse> answer;
    try {
      answer = configure(request);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    Answer.later(to, answer);
  }

  private static NodeId named(String name) {
    NodeId node = new NodeId(name);
    if (!node.isNode()) {
      throw new DefiniteFailure(Failure.Code.BAD_REQUEST, "not the name of a node: '" + name + "'");
    }
    return node;
  }

  private CompletableFuture<ConfigureResponse> configure(ConfigureRequest request) {
    NodeId node = named(request.getNode());
    VotingGroup group = group();
    if (request.getStep() == ConfigureRequest.Step.REMOVE) {
      String objection = objection(group, node, request.getGeneration());
      if (objection != null) {
        throw new DefiniteFailure(Failure.Code.BAD_REQUEST, objection);
      }
    }
    return group
        .configure(request.getStep(), node, request.getGeneration())
        .thenApply(
            done ->
                ConfigureResponse.newBuilder()
                    .addAllVoters(group.votes().voters())
                    .addAllLearners(group.votes().learners())
                    .build());
  }

  private @Nullable String objection(VotingGroup group, NodeId node, long generation) {
    Set<NodeId> voters = new HashSet<>();
    String leaving = node.name() + ":" + generation;
    boolean votes = false;
    for (String peer : group.votes().voters()) {
      votes |= peer.equals(leaving);
      voters.add(new NodeId(peer.substring(0, peer.indexOf(':'))));
    }
    return votes ? Quorum.objection(voters, node, Set.copyOf(membership.alive())) : null;
  }

  @Override
  public void table(TableRequest request, StreamObserver<TableResponse> to) {
    Answer.later(
        to,
        MetadataEndpoint.read(
            self,
            journal,
            request.getConsistency(),
            (names, stamp) -> {
              VotingGroup.Votes now = group().votes();
              NodeId leader = journal.leader();
              return TableResponse.newBuilder()
                  .addAllMembers(names.members().all())
                  .addAllVoters(now.voters())
                  .addAllLearners(now.learners())
                  .setLeader(leader == null ? "" : leader.name())
                  .addAllHoldings(Holdings.of(names, settings.replicas()))
                  .build();
            }));
  }

  @Override
  public void transfer(TransferRequest request, StreamObserver<TransferResponse> to) {
    Answer.with(
        to,
        () -> {
          group().transfer(named(request.getTo()));
          return TransferResponse.getDefaultInstance();
        });
  }

  @Override
  public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> to) {
    CompletableFuture<Long> saved;
    try {
      saved = group().snapshot();
    } catch (DefiniteFailure e) {
      saved = CompletableFuture.failedFuture(e);
    }
    Answer.later(
        to, saved.thenApply(index -> SnapshotResponse.newBuilder().setIndex(index).build()));
  }

  @Override
  public void vouch(VouchRequest request, StreamObserver<VouchResponse> to) {
    Answer.with(
        to,
        () -> {
          String objection = group().objection(named(request.getNode()), request.getClaim());
          return VouchResponse.newBuilder()
              .setObjection(objection == null ? "" : objection)
              .build();
        });
  }
}

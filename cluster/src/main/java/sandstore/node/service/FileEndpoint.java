package sandstore.node.service;

import io.grpc.stub.StreamObserver;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import sandstore.node.journal.Journal;
import sandstore.node.membership.Membership;
import sandstore.node.membership.WriteSet;
import sandstore.node.metadata.Namespace;
import sandstore.node.placement.Candidate;
import sandstore.node.placement.Need;
import sandstore.node.placement.Policy;
import sandstore.proto.Chain;
import sandstore.proto.CommitFile;
import sandstore.proto.Failure;
import sandstore.proto.FileServiceGrpc;
import sandstore.proto.Health;
import sandstore.proto.LatencyReport;
import sandstore.proto.LatencyVerdict;
import sandstore.proto.ManifestRequest;
import sandstore.proto.ManifestResponse;
import sandstore.proto.Member;
import sandstore.proto.Operation;
import sandstore.proto.PlanUploadRequest;
import sandstore.proto.PlanUploadResponse;
import sandstore.proto.PromisesRequest;
import sandstore.proto.PromisesResponse;
import sandstore.proto.ProposeRequest;
import sandstore.proto.ProposeResponse;
import sandstore.wire.Channels;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;

/** Whole files: plans for uploads, commits, manifests. */
public final class FileEndpoint extends FileServiceGrpc.FileServiceImplBase {
  private static final int MAX_PLAN = 256;

  private final NodeSettings settings;
  private final Journal journal;
  private final Membership membership;
  private final WriteSet writeSet;
  private final Policy policy;
  private final ChunkVerification verification;
  private final LongSupplier clock;

  /**
   * @param clock the node's wall clock, in milliseconds since 1970
   */
  public FileEndpoint(
      NodeSettings settings,
      Journal journal,
      Membership membership,
      WriteSet writeSet,
      Policy policy,
      Channels channels,
      LongSupplier clock) {
    this.clock = clock;
    this.settings = settings;
    this.writeSet = writeSet;
    this.policy = policy;
    this.journal = journal;
    this.membership = membership;
    this.verification = new ChunkVerification(channels, settings.minReplicas());
  }

  @Override
  public void planUpload(PlanUploadRequest request, StreamObserver<PlanUploadResponse> to) {
    Answer.with(to, () -> plan(request));
  }

  private PlanUploadResponse plan(PlanUploadRequest request) {
    if (!request.getUpload().matches("[0-9a-f]{16}")) {
      throw new DefiniteFailure(Failure.Code.BAD_REQUEST, "an upload id is 16 hexadecimal digits");
    }
    int count = Math.min(Math.max(1, request.getCount()), MAX_PLAN);
    Set<NodeId> draining = journal.readLocal().namespace().draining();
    List<Candidate> members =
        membership.members().stream().map(m -> candidate(m, draining)).toList();
    int alive = alive(members);
    Set<NodeId> avoid = new HashSet<>(writeSet.slow());
    List<Candidate> quick = members.stream().map(c -> c.unless(avoid.contains(c.node()))).toList();
    if (alive(quick) >= minReplicas(alive)) {
      members = quick; // rule 22: better a copy too few than to wait for it
    }
    request.getAvoidList().forEach(n -> avoid.add(new NodeId(n)));
    PlanUploadResponse.Builder plan =
        PlanUploadResponse.newBuilder()
            .setChunkSize(settings.chunkSize())
            .setReplicas(settings.replicas())
            .setMinReplicas(minReplicas(alive));
    for (int i = 0; i < count; i++) {
      List<NodeId> chain =
          policy.choose(
              Need.ofNew(
                  request.getUpload(),
                  request.getFirstChunk() + i,
                  settings.replicas(),
                  members,
                  avoid));
      if (chain.size() < settings.minReplicas()) {
        throw new DefiniteFailure(
            Failure.Code.INSUFFICIENT_REPLICAS,
            String.format(
                "%s knows of %d live nodes, and a chunk needs %d; nothing was stored",
                settings.node(), chain.size(), settings.minReplicas()));
      }
      plan.addChains(Chain.newBuilder().addAllNodes(chain.stream().map(NodeId::name).toList()));
    }
    return plan.build();
  }

  private static int alive(List<Candidate> members) {
    return (int) members.stream().filter(Candidate::alive).count();
  }

  /** One copy is enough only for whoever believes that nobody else is left. */
  private int minReplicas(int live) {
    return Math.max(settings.minReplicas(), Math.min(2, Math.min(live, settings.replicas())));
  }

  /** A node that chunks are to leave gets none, as if it were not there. */
  private static Candidate candidate(Member member, Set<NodeId> draining) {
    NodeId node = new NodeId(member.getNode());
    return new Candidate(
        node,
        member.getZone(),
        member.getHealth() == Health.ALIVE && !draining.contains(node),
        member.getFreeBytes());
  }

  @Override
  public void commitFile(ProposeRequest request, StreamObserver<ProposeResponse> to) {
    Operation operation = request.getOperation();
    if (!operation.hasCommitFile()) {
      to.onError(
          sandstore.wire.Failures.toStatus(
              new DefiniteFailure(Failure.Code.BAD_REQUEST, "the operation is no CommitFile")));
      return;
    }
    Answer.later(to, commit(operation));
  }

  private CompletableFuture<ProposeResponse> commit(Operation operation) {
    if (!journal.leads()) {
      // Refused before any chunk is asked for; the journal says who leads.
      return MetadataEndpoint.propose(journal, clock, operation);
    }
    Journal.Reading now = journal.readLocal();
    Namespace names = now.namespace();
    if (names.hasAnswered(operation)) {
      // Sent again, it is answered as it was then, whatever has become of its chunks since.
      return MetadataEndpoint.propose(journal, clock, operation);
    }
    CommitFile asked = operation.getCommitFile();
    DefiniteFailure swept = ChunkVerification.swept(asked, names);
    if (swept != null) {
      return CompletableFuture.failedFuture(swept);
    }
    return verification
        .verify(asked)
        .thenCompose(
            verified ->
                MetadataEndpoint.propose(
                    journal,
                    clock,
                    operation.toBuilder()
                        .setCommitFile(verified.toBuilder().setVerifiedIndex(now.appliedIndex()))
                        .build()));
  }

  @Override
  public void reportLatencies(LatencyReport request, StreamObserver<LatencyVerdict> to) {
    Answer.with(to, () -> writeSet.reported(request));
  }

  @Override
  public void promises(PromisesRequest request, StreamObserver<PromisesResponse> to) {
    Answer.later(to, PromisesAnswer.of(settings.node(), journal, membership, request));
  }

  @Override
  public void manifest(ManifestRequest request, StreamObserver<ManifestResponse> to) {
    Answer.later(
        to,
        MetadataEndpoint.read(
            settings.node(),
            journal,
            request.getConsistency(),
            (names, stamp) ->
                ManifestResponse.newBuilder()
                    .setManifest(names.manifest(request.getPath()))
                    .setStamp(stamp)
                    .build()));
  }
}

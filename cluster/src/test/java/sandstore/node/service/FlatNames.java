package sandstore.node.service;

import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import sandstore.proto.Chain;
import sandstore.proto.CommitFile;
import sandstore.proto.Failure;
import sandstore.proto.FileInfo;
import sandstore.proto.FileServiceGrpc;
import sandstore.proto.Manifest;
import sandstore.proto.ManifestRequest;
import sandstore.proto.ManifestResponse;
import sandstore.proto.MetadataServiceGrpc;
import sandstore.proto.OperationResult;
import sandstore.proto.PlanUploadRequest;
import sandstore.proto.PlanUploadResponse;
import sandstore.proto.ProposeRequest;
import sandstore.proto.ProposeResponse;
import sandstore.proto.StatRequest;
import sandstore.proto.StatResponse;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Failures;

/**
 * Files by name in a map, shared by all nodes of a test: as much of a namespace as a transfer
 * needs. Chains are all nodes, rotated, without those that are to be avoided.
 */
final class FlatNames {
  private static final int MIN_REPLICAS = 2;

  private final int chunkSize;
  private final List<String> nodes;
  private final Map<String, Manifest> files = new ConcurrentHashMap<>();
  private final AtomicLong etags = new AtomicLong();

  FlatNames(int chunkSize, List<String> nodes) {
    this.chunkSize = chunkSize;
    this.nodes = nodes;
  }

  List<BindableService> services() {
    return List.of(new Files(), new Names());
  }

  Manifest file(String path) {
    Manifest manifest = files.get(path);
    if (manifest == null) {
      throw new DefiniteFailure(Failure.Code.NOT_FOUND, path + " does not exist");
    }
    return manifest;
  }

  private synchronized OperationResult commit(CommitFile commit) {
    Manifest old = files.getOrDefault(commit.getPath(), Manifest.getDefaultInstance());
    if (commit.hasIfEtag() && commit.getIfEtag() != old.getInfo().getEtag()) {
      Failure mismatch =
          Failure.newBuilder()
              .setCode(Failure.Code.ETAG_MISMATCH)
              .setEtag(old.getInfo().getEtag())
              .build();
      return OperationResult.newBuilder().setFailure(mismatch).build();
    }
    FileInfo info =
        FileInfo.newBuilder()
            .setPath(commit.getPath())
            .setLength(commit.getLength())
            .setEtag(etags.incrementAndGet())
            .setChunkSize(commit.getChunkSize())
            .setChunkCount(commit.getChunksCount())
            .setSha256(commit.getSha256())
            .build();
    files.put(
        commit.getPath(),
        Manifest.newBuilder().setInfo(info).addAllChunks(commit.getChunksList()).build());
    return OperationResult.newBuilder().setFile(info).build();
  }

  private PlanUploadResponse plan(PlanUploadRequest request) {
    List<String> left = new ArrayList<>(nodes);
    left.removeAll(request.getAvoidList());
    if (left.size() < MIN_REPLICAS) {
      throw new DefiniteFailure(Failure.Code.INSUFFICIENT_REPLICAS, "too few nodes");
    }
    PlanUploadResponse.Builder plan =
        PlanUploadResponse.newBuilder()
            .setChunkSize(chunkSize)
            .setReplicas(3)
            .setMinReplicas(MIN_REPLICAS);
    for (int i = 0; i < request.getCount(); i++) {
      Chain.Builder chain = Chain.newBuilder();
      for (int n = 0; n < Math.min(3, left.size()); n++) {
        chain.addNodes(left.get((request.getFirstChunk() + i + n) % left.size()));
      }
      plan.addChains(chain);
    }
    return plan.build();
  }

  private static <T> void answer(StreamObserver<T> to, java.util.function.Supplier<T> value) {
    T reply;
    try {
      reply = value.get();
    } catch (DefiniteFailure e) {
      to.onError(Failures.toStatus(e));
      return;
    }
    to.onNext(reply);
    to.onCompleted();
  }

  private static ProposeResponse response(OperationResult result) {
    return ProposeResponse.newBuilder().setResult(result).build();
  }

  private final class Files extends FileServiceGrpc.FileServiceImplBase {
    @Override
    public void planUpload(PlanUploadRequest request, StreamObserver<PlanUploadResponse> to) {
      answer(to, () -> plan(request));
    }

    @Override
    public void commitFile(ProposeRequest request, StreamObserver<ProposeResponse> to) {
      answer(to, () -> response(commit(request.getOperation().getCommitFile())));
    }

    @Override
    public void manifest(ManifestRequest request, StreamObserver<ManifestResponse> to) {
      answer(to, () -> ManifestResponse.newBuilder().setManifest(file(request.getPath())).build());
    }
  }

  private final class Names extends MetadataServiceGrpc.MetadataServiceImplBase {
    @Override
    public void propose(ProposeRequest request, StreamObserver<ProposeResponse> to) {
      answer(to, () -> response(OperationResult.newBuilder().setSession(1).build()));
    }

    @Override
    public void stat(StatRequest request, StreamObserver<StatResponse> to) {
      answer(to, () -> StatResponse.newBuilder().setInfo(info(request)).build());
    }

    private FileInfo info(StatRequest request) {
      boolean nothing = request.getToPut() && !files.containsKey(request.getPath());
      return nothing ? FileInfo.getDefaultInstance() : file(request.getPath()).getInfo();
    }
  }
}

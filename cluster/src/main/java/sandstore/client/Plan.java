package sandstore.client;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Failure;
import sandstore.proto.FileServiceGrpc;
import sandstore.proto.PlanUploadRequest;
import sandstore.proto.PlanUploadResponse;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * Where the chunks of one upload go: asked for in windows, so that a file of any length fits, and
 * asked anew when nodes fail. A plan is advice; any node may give it. Threads may share it.
 */
final class Plan {
  private static final int WINDOW = 32;

  private final RetryLoop loop;
  private final String path;
  private final String upload;
  private final Effort call;
  private final Set<String> avoid = new LinkedHashSet<>();
  private @Nullable PlanUploadResponse window;
  private int windowStart;

  Plan(RetryLoop loop, String path, String upload, Effort call) {
    this.loop = loop;
    this.path = path;
    this.upload = upload;
    this.call = call;
  }

  /** Size and copies, as the cluster wants them for this file. */
  synchronized PlanUploadResponse shape(int firstChunk) throws InterruptedException {
    return windowOf(firstChunk);
  }

  /** The chain of one chunk, first to last, none of which has failed lately if others are left. */
  synchronized List<NodeId> chain(int chunk) throws InterruptedException {
    PlanUploadResponse plan = windowOf(chunk);
    return plan.getChains(chunk - windowStart).getNodesList().stream().map(NodeId::new).toList();
  }

  /** Copies of it without which it is not stored, by what is believed now of who is alive. */
  synchronized int minReplicas(int chunk) throws InterruptedException {
    return windowOf(chunk).getMinReplicas();
  }

  /** It did not work: by the next chain it may be known who has failed. */
  synchronized void renew() {
    window = null;
  }

  /** Chunks to come go elsewhere. */
  synchronized void avoid(List<NodeId> failed) {
    boolean news = false;
    for (NodeId node : failed) {
      news |= avoid.add(node.name());
    }
    if (news) {
      window = null;
    }
  }

  private PlanUploadResponse windowOf(int chunk) throws InterruptedException {
    PlanUploadResponse known = window;
    if (known != null && chunk >= windowStart && chunk < windowStart + known.getChainsCount()) {
      return known;
    }
    PlanUploadResponse fresh = ask(chunk);
    if (fresh.getChainsCount() == 0 || fresh.getChunkSize() <= 0) {
      throw new DefiniteFailure(Failure.Code.INTERNAL, "a plan without chains");
    }
    windowStart = chunk;
    window = fresh;
    return fresh;
  }

  private PlanUploadResponse ask(int chunk) throws InterruptedException {
    try {
      return ask(chunk, new ArrayList<>(avoid));
    } catch (DefiniteFailure e) {
      if (e.code() != Failure.Code.INSUFFICIENT_REPLICAS || avoid.isEmpty()) {
        throw e;
      }
      // Too few others are left: what failed a moment ago may work again.
      avoid.clear();
      return ask(chunk, List.of());
    }
  }

  private PlanUploadResponse ask(int chunk, List<String> without) throws InterruptedException {
    PlanUploadRequest request =
        PlanUploadRequest.newBuilder()
            .setPath(path)
            .setUpload(upload)
            .setFirstChunk(chunk)
            .setCount(WINDOW)
            .addAllAvoid(without)
            .build();
    return loop.read(call, a -> a.ask(FileServiceGrpc.getPlanUploadMethod(), request));
  }
}

package sandstore.node.raft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.rpc.RaftClientService;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileResponse;
import com.alipay.sofa.jraft.rpc.RpcResponseClosureAdapter;
import com.alipay.sofa.jraft.storage.snapshot.Snapshot;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotCopier;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotReader;
import com.alipay.sofa.jraft.util.Endpoint;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;

/**
 * Fetches the leader's snapshot, piece by piece, checks all of it, and puts it in place. A piece
 * that does not come is asked for again a few times; then the leader, which waits for the end of
 * this, will start anew.
 */
final class SnapshotCopy extends SnapshotCopier {
  private static final int PIECE_BYTES = 512 << 10;
  private static final int TRIES = 4;
  private static final int DEFAULT_TIMEOUT = -1;

  private final Snapshots snapshots;
  private final String uri;
  private final RaftClientService peers;
  private final Executor executor;
  private final CompletableFuture<@Nullable SavedSnapshot> copied = new CompletableFuture<>();
  private volatile boolean cancelled;

  SnapshotCopy(Snapshots snapshots, String uri, RaftClientService peers, Executor executor) {
    this.snapshots = snapshots;
    this.uri = uri;
    this.peers = peers;
    this.executor = executor;
  }

  /** {@code remote://node1:1/4711}: which peer, and what it calls the file. */
  private record Source(Endpoint peer, long reader) {
    static Source parse(String uri) {
      String rest = uri.substring(Snapshot.REMOTE_SNAPSHOT_URI_SCHEME.length());
      int slash = rest.indexOf('/');
      int colon = rest.indexOf(':');
      Endpoint peer =
          new Endpoint(
              rest.substring(0, colon), Integer.parseInt(rest.substring(colon + 1, slash)));
      return new Source(peer, Long.parseLong(rest.substring(slash + 1)));
    }
  }

  /** The peer did not give what it had offered. */
  private static final class PeerFailure extends Exception {
    private static final long serialVersionUID = 1L;

    PeerFailure(String message) {
      super(message);
    }
  }

  @Override
  public void start() {
    executor.execute(
        () -> {
          try {
            copied.complete(fetch());
          } catch (PeerFailure | RuntimeException e) {
            setError(RaftError.EINTERNAL, "the snapshot could not be copied: %s", e.getMessage());
          } catch (InterruptedException e) {
            setError(RaftError.ECANCELED, "the copying was interrupted");
            Thread.currentThread().interrupt();
          } catch (IOException e) {
            setError(RaftError.EIO, "the copy could not be kept: %s", e);
          } finally {
            copied.complete(null);
          }
        });
  }

  private SavedSnapshot fetch() throws IOException, PeerFailure, InterruptedException {
    Source source = Source.parse(uri);
    Path path = snapshots.path(Snapshots.COPYING);
    snapshots.discard(path);
    try (DiskFile file = snapshots.disk().open(path, Disk.Mode.CREATE)) {
      long at = 0;
      for (GetFileResponse piece = get(source, at); !piece.getEof(); piece = get(source, at)) {
        file.writeFully(piece.getData().asReadOnlyByteBuffer(), at);
        at += piece.getData().size();
      }
      file.force();
    }
    SnapshotFile.Loaded whole;
    try {
      whole = SnapshotFile.read(snapshots.disk(), path);
    } catch (IOException e) {
      throw new PeerFailure("what came is damaged: " + e.getMessage());
    }
    SnapshotFile installed = snapshots.install(whole.file());
    if (installed.index() != whole.file().index()) {
      throw new PeerFailure("this node has a newer one: " + installed.index());
    }
    return snapshots.reader(installed, whole.namespace(), Peers.node(source.peer()));
  }

  private GetFileResponse get(Source source, long at) throws PeerFailure, InterruptedException {
    GetFileRequest request =
        GetFileRequest.newBuilder()
            .setReaderId(source.reader())
            .setFilename(SavedSnapshot.FILE)
            .setOffset(at)
            .setCount(PIECE_BYTES)
            .setReadPartly(true)
            .build();
    String problem = "";
    for (int i = 0; i < TRIES; i++) {
      if (cancelled) {
        throw new PeerFailure("it was cancelled");
      }
      try {
        Message reply = peers.getFile(source.peer(), request, DEFAULT_TIMEOUT, new Ignore()).get();
        if (reply instanceof GetFileResponse piece) {
          return piece;
        }
        problem = ((ErrorResponse) reply).getErrorMsg();
      } catch (ExecutionException e) {
        problem = String.valueOf(e.getCause());
      }
    }
    throw new PeerFailure(problem);
  }

  /** The future tells all. */
  private static final class Ignore extends RpcResponseClosureAdapter<GetFileResponse> {
    @Override
    public void run(Status status) {}
  }

  @Override
  public void cancel() {
    cancelled = true;
    if (!copied.isDone() && isOk()) {
      setError(RaftError.ECANCELED, "the copying was cancelled");
    }
  }

  @Override
  public void join() throws InterruptedException {
    try {
      copied.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable SnapshotReader getReader() {
    return copied.getNow(null);
  }

  @Override
  public void close() {
    cancel();
    copied.join();
  }
}

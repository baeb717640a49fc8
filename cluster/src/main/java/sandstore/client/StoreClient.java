package sandstore.client;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sandstore.proto.FileInfo;
import sandstore.proto.ListResponse;
import sandstore.proto.ManifestResponse;
import sandstore.proto.StatResponse;
import sandstore.wire.Channels;
import sandstore.wire.NodeId;

public final class StoreClient implements AutoCloseable {
  /**
   * @param at only this node is asked, and no redirect followed
   * @param timeout of the whole operation, retries included
   * @param stale reads: whatever the node has applied
   */
  public record Call(Optional<NodeId> at, Duration timeout, boolean stale) {
    public static final Call DEFAULT = new Call(Optional.empty(), Duration.ofSeconds(10), false);
  }

  /** How far a transfer is. May be called from any thread, often. */
  public interface Progress {
    /**
     * @param detail e.g. {@code chunk 3 of 38 on node1,node2,node4}
     */
    void moved(long bytes, long total, String detail);

    Progress NONE = (bytes, total, detail) -> {};
  }

  /** Told of each operation as it begins and ends: what a history is made of. */
  public interface Listener {
    void invoked(long id, String kind, String path);

    void ok(long id, String kind, String path, long index, String value);

    /** Definite or unknown, as the exception is. */
    void failed(long id, String kind, String path, sandstore.wire.StoreException failure);

    Listener NONE =
        new Listener() {
          @Override
          public void invoked(long id, String kind, String path) {}

          @Override
          public void ok(long id, String kind, String path, long index, String value) {}

          @Override
          public void failed(
              long id, String kind, String path, sandstore.wire.StoreException failure) {}
        };
  }

  /**
   * @param name shown in sessions and events
   * @param nodes asked anew at each call, since nodes come and go
   */
  public StoreClient(
      String name, Channels channels, Supplier<List<NodeId>> nodes, Listener listener) {
    throw new UnsupportedOperationException();
  }

  /**
   * Stores all that {@code from} gives as a new version of {@code path}.
   *
   * @param length bytes that {@code from} will give; -1 = not known
   * @param ifEtag compare-and-set; 0 = the file must not exist; null = whatever is there
   */
  public FileInfo put(
      InputStream from,
      long length,
      String path,
      @Nullable Long ifEtag,
      Call call,
      Progress progress)
      throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes the whole file, verified, to {@code to}; {@code from} asks only this node for chunks.
   */
  public FileInfo get(
      String path, OutputStream to, Optional<NodeId> from, Call call, Progress progress)
      throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  public FileInfo append(InputStream from, String path, Call call, Progress progress)
      throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  public FileInfo makeFolder(String path, boolean parents, Call call) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  public void remove(String path, boolean recursive, Call call) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  public void rename(String from, String to, boolean replace, Call call)
      throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  public StatResponse stat(String path, Call call) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  public ListResponse list(String path, String after, int limit, Call call)
      throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  public ManifestResponse manifest(String path, Call call) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}

package sandstore.node.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sandstore.proto.ChunkId;
import sandstore.proto.FileInfo;
import sandstore.proto.Manifest;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;

public final class Namespace {
  public static final Namespace EMPTY = new Namespace();

  private Namespace() {}

  /** What applying one operation made. */
  public record Step(Namespace next, OperationResult result, List<Effect> effects) {}

  /** Something that happened to the namespace, for events and for the chunk store. */
  public sealed interface Effect {
    record Committed(FileInfo file, long index) implements Effect {}

    record Removed(String path, long files, long index) implements Effect {}

    record Renamed(String from, String to, long index) implements Effect {}

    record Opened(long session, String client, long index) implements Effect {}

    record Expired(long session, long index) implements Effect {}

    /** These chunks belong to no version any more, and no later commit may name them. */
    record Garbage(List<ChunkId> chunks, long index) implements Effect {}
  }

  public Step apply(Operation operation, long index) {
    throw new UnsupportedOperationException();
  }

  /** Throws DefiniteFailure NOT_FOUND, BAD_PATH .. */
  public FileInfo stat(String path) {
    throw new UnsupportedOperationException();
  }

  public Manifest manifest(String path) {
    throw new UnsupportedOperationException();
  }

  /** Entries of a folder in order of name, at most {@code limit}, after {@code after}. */
  public List<FileInfo> list(String folder, @Nullable String after, int limit) {
    throw new UnsupportedOperationException();
  }

  public long files() {
    throw new UnsupportedOperationException();
  }

  public long chunks() {
    throw new UnsupportedOperationException();
  }

  /** Incremental. */
  public long stateHash() {
    throw new UnsupportedOperationException();
  }
}

package sandstore.node.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.proto.TermRun;

public final class RecordLog implements Closeable {
  /** One entry. {@code term} is the view number in {@code replicated}, 1 in {@code basic}. */
  public record Entry(long index, long term, byte[] payload) {}

  private RecordLog() {}

  /**
   * Creates an empty one only when {@code folder} does not exist yet; damage is
   * QuarantinedException.
   */
  public static RecordLog open(Disk disk, Path folder) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Of the oldest entry kept; lastIndex + 1 when empty. */
  public long firstIndex() {
    throw new UnsupportedOperationException();
  }

  public long lastIndex() {
    throw new UnsupportedOperationException();
  }

  /** 0 when there is no such entry. */
  public long term(long index) {
    throw new UnsupportedOperationException();
  }

  public @Nullable Entry get(long index) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Durable on return. Indexes continue lastIndex without a gap. */
  public void append(List<Entry> entries) throws IOException {
    throw new UnsupportedOperationException();
  }

  public void truncateSuffix(long lastKept) throws IOException {
    throw new UnsupportedOperationException();
  }

  public void truncatePrefix(long firstKept) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Forgets everything; the next entry has this index. */
  public void reset(long nextIndex) throws IOException {
    throw new UnsupportedOperationException();
  }

  public List<TermRun> terms() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {}
}

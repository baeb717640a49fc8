package sandstore.node.repair;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.proto.Failure;
import sandstore.wire.Crc32c;
import sandstore.wire.DefiniteFailure;

/**
 * The newest orders that this node has ever obeyed, as (term, index), kept on its disk (rule 17). A
 * leader that was deposed and does not know it, or an order that was long under way, is refused.
 * Comparing and remembering are one step. Threads may share it.
 */
public final class Fence {
  /** When an order was given: by the leader of which term, having applied what. */
  public record Point(long term, long index) implements Comparable<Point> {
    @Override
    public int compareTo(Point other) {
      int byTerm = Long.compareUnsigned(term, other.term);
      return byTerm != 0 ? byTerm : Long.compareUnsigned(index, other.index);
    }
  }

  private final Disk disk;
  private final Path file;
  private @Nullable Point highest;
  private volatile boolean open;

  /**
   * @param file read with the first order; it need not exist
   */
  public Fence(Disk disk, Path file) {
    this.disk = disk;
    this.file = file;
  }

  /** As long as it stands open, every order passes; which was the newest is kept. */
  public void obey(boolean standsOpen) {
    open = standsOpen;
  }

  /** What an order does while nobody else's order can pass. */
  public interface Action<T> {
    T run();
  }

  /**
   * @throws DefiniteFailure {@code STALE_FENCE} if newer orders were obeyed; {@code DISK_FAILED} if
   *     what was obeyed cannot be read or kept: then nothing is obeyed
   */
  public synchronized void pass(Point order) {
    try {
      Point seen = highest == null ? read() : highest;
      if (order.compareTo(seen) < 0) {
        refuse(order, seen);
        return;
      }
      if (order.compareTo(seen) > 0) {
        disk.writeAtomically(file, encode(order));
      }
      highest = order;
    } catch (IOException e) {
      throw new DefiniteFailure(
          Failure.Code.DISK_FAILED, "the newest orders cannot be kept: " + e.getMessage(), e);
    }
  }

  /** Like {@link #pass}, and does it before any other order can pass. */
  public synchronized <T> T pass(Point order, Action<T> action) {
    pass(order);
    return action.run();
  }

  /**
   * @throws DefiniteFailure {@code STALE_FENCE} if a leader of a later term has given orders since
   */
  public synchronized void stillHolds(Point order) {
    Point seen = highest;
    if (seen != null && Long.compareUnsigned(order.term(), seen.term()) < 0) {
      refuse(order, seen);
    }
  }

  private void refuse(Point order, Point seen) {
    if (open) {
      return;
    }
    throw new DefiniteFailure(
        Failure.Code.STALE_FENCE,
        "an order of term %d at index %d is older than one of term %d at index %d"
            .formatted(order.term(), order.index(), seen.term(), seen.index()));
  }

  private Point read() throws IOException {
    if (!disk.exists(file)) {
      return new Point(0, 0);
    }
    String[] words = new String(disk.readAll(file), StandardCharsets.US_ASCII).strip().split(" ");
    try {
      Point point = new Point(Long.parseLong(words[0]), Long.parseLong(words[1]));
      if (words.length == 3 && words[2].equals(checksum(point))) {
        return point;
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(file + " is damaged", e);
    }
    throw new IOException(file + " is damaged");
  }

  private static byte[] encode(Point point) {
    return (point.term() + " " + point.index() + " " + checksum(point) + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String checksum(Point point) {
    byte[] bytes = (point.term() + " " + point.index()).getBytes(StandardCharsets.US_ASCII);
    return Integer.toHexString(Crc32c.of(bytes, 0, bytes.length));
  }
}

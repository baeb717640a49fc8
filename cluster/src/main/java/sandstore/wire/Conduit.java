package sandstore.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection on which the bytes of chunks travel, and nothing else. What they are, in which
 * order, and that they are coming at all is said by a call: a {@code DataFrame} that carries no
 * data announces so many bytes here. So a link rule that keeps the announcement back keeps the
 * bytes back, since nobody reads what was not announced.
 *
 * <p>It serves one call at a time. After a call in which not every announced byte was taken nobody
 * could say where the next one begins, so it is closed.
 *
 * <p><b>Why.</b> Through gRPC a byte is copied several times between the socket and the file, and
 * each 16 KiB of them are a frame of HTTP/2 with its own accounting. Here the kernel copies it into
 * a direct buffer and out of it. {@code bench puts} tells the processor time of a GB.
 */
public final class Conduit implements Closeable {
  /** So often whoever waits is asked whether it still wants to. */
  private static final long ASK_MILLIS = 10;

  private static final int SLICE_BYTES = 128 << 10;

  private final SocketChannel socket;
  private final NodeId peer;
  private final long id;
  private final Consumer<Conduit> home;
  private @Nullable Selector selector;

  /**
   * @param socket connected; this one's from now on
   * @param id the callee's name for it
   * @param home where it goes between two calls
   */
  Conduit(SocketChannel socket, NodeId peer, long id, Consumer<Conduit> home) throws IOException {
    this.home = home;
    this.socket = socket;
    this.peer = peer;
    this.id = id;
    socket.configureBlocking(false);
  }

  /** Asked again and again by a transfer that makes no progress. */
  public interface Patience {
    /**
     * @param idleNanos since the last byte moved
     * @return false to give up
     * @throws StoreException to give up with a reason
     */
    boolean lasts(long idleNanos);
  }

  /** Known by this to the process that took the connection; never 0. */
  public long id() {
    return id;
  }

  NodeId peer() {
    return peer;
  }

  /**
   * Fills what remains of the buffer.
   *
   * @return false if patience ended before
   * @throws IOException the connection is broken
   */
  public boolean read(ByteBuffer to, Patience patience) throws IOException {
    return move(to, socket::read, SelectionKey.OP_READ, patience);
  }

  /**
   * Sends what remains of the buffer.
   *
   * @return false if patience ended before
   * @throws IOException the connection is broken
   */
  public boolean write(ByteBuffer from, Patience patience) throws IOException {
    return move(
        from, from.isDirect() ? socket::write : this::writeSlice, SelectionKey.OP_WRITE, patience);
  }

  /** Off the heap it is copied once more on its way: so much at a time as stays in the cache. */
  private int writeSlice(ByteBuffer from) throws IOException {
    int limit = from.limit();
    from.limit(Math.min(limit, from.position() + SLICE_BYTES));
    try {
      return socket.write(from);
    } finally {
      from.limit(limit);
    }
  }

  /** Has bytes that it hands over by itself. */
  public interface Source {
    /**
     * @param done bytes that were handed over before
     * @param left of those that were asked for
     * @return how many more; none if the channel takes none now
     * @throws IOException the channel is broken
     */
    long send(long done, long left, WritableByteChannel to) throws IOException;
  }

  /**
   * Sends so many bytes of the source.
   *
   * @return false if patience ended before
   * @throws IOException the connection is broken
   */
  public boolean write(Source source, long length, Patience patience) throws IOException {
    long last = System.nanoTime();
    for (long done = 0; done < length; ) {
      long n = source.send(done, length - done, socket);
      done += n;
      if (n > 0) {
        last = System.nanoTime();
      } else if (!patience.lasts(System.nanoTime() - last)) {
        return false;
      } else {
        await(SelectionKey.OP_WRITE);
      }
    }
    return true;
  }

  private interface Some {
    /** How many bytes were moved; negative at the end of the connection. */
    int move(ByteBuffer buffer) throws IOException;
  }

  private boolean move(ByteBuffer buffer, Some some, int what, Patience patience)
      throws IOException {
    long last = System.nanoTime();
    while (buffer.hasRemaining()) {
      int n = some.move(buffer);
      if (n < 0) {
        throw new ClosedChannelException();
      }
      if (n > 0) {
        last = System.nanoTime();
      } else if (!patience.lasts(System.nanoTime() - last)) {
        return false;
      } else {
        await(what);
      }
    }
    return true;
  }

  private void await(int what) throws IOException {
    Selector s = selector;
    if (s == null) {
      s = Selector.open();
      selector = s;
      socket.register(s, what);
    }
    SelectionKey key = socket.keyFor(s);
    if (key == null) {
      throw new ClosedChannelException();
    }
    if (key.interestOps() != what) {
      key.interestOps(what);
    }
    s.select(k -> {}, ASK_MILLIS);
  }

  /** Between two calls: still connected, and nothing has come that nobody announced. */
  boolean isSound() {
    try {
      return socket.read(ByteBuffer.allocate(1)) == 0;
    } catch (IOException broken) {
      return false;
    }
  }

  /**
   * The call is over, and who used it uses it no more.
   *
   * @param clean every announced byte was taken: another call may have it. Else it is closed
   */
  public void release(boolean clean) {
    if (clean) {
      home.accept(this);
    } else {
      close();
    }
  }

  static void shut(Closeable connection) {
    try {
      connection.close();
    } catch (IOException gone) {
      // As wanted.
    }
  }

  /** The other end notices. */
  @Override
  public void close() {
    try (Selector s = selector) {
      socket.close();
    } catch (IOException alreadyBroken) {
      // Then there is nothing left to close.
    }
  }
}

package sandstore.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where a node takes conduits: on loopback, from whoever has the lab's token. Each gets a number
 * that cannot be guessed, and only calls of the peer that opened it may name it.
 */
public final class ConduitDoor implements AutoCloseable {
  /** A greeting that takes longer is none. */
  private static final int GREETING_MILLIS = 2_000;

  private static final int GREETERS = 2;

  /** When the system has no more files. */
  private static final long PAUSE_NANOS = 10_000_000;

  private static final int WAITING = 64;

  /** Conduits that no call uses. */
  private static final int MOST_IDLE = 256;

  private final NodeId self;
  private final Token token;
  private final ServerSocketChannel listener;
  private final ThreadPoolExecutor greeters;
  private final SecureRandom random = new SecureRandom();
  private final Map<Long, Conduit> idle = new ConcurrentHashMap<>();

  private ConduitDoor(NodeId self, Token token, ServerSocketChannel listener) {
    this.self = self;
    this.token = token;
    this.listener = listener;
    this.greeters =
        new ThreadPoolExecutor(
            GREETERS,
            GREETERS,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            new DaemonThreads("conduit-greeter"));
    greeters.allowCoreThreadTimeOut(true);
  }

  /** At a port that the system chooses. */
  public static ConduitDoor open(NodeId self, Token token) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    ConduitDoor door = new ConduitDoor(self, token, listener);
    new DaemonThreads("conduit-door").newThread(door::accept).start();
    return door;
  }

  public int port() {
    return listener.socket().getLocalPort();
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel caller = listener.accept();
        try {
          greeters.execute(() -> greet(caller));
        } catch (RejectedExecutionException tooMany) {
          caller.close();
        }
      } catch (IOException closedOrOutOfFiles) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void greet(SocketChannel caller) {
    boolean taken = false;
    try {
      caller.socket().setSoTimeout(GREETING_MILLIS);
      ConduitGreeting greeting = ConduitGreeting.receive(caller.socket().getInputStream());
      if (token.matches(greeting.token()) && self.name().equals(greeting.to()) && roomForOne()) {
        caller.socket().setTcpNoDelay(true);
        long id = freshId();
        Conduit conduit = new Conduit(caller, new NodeId(greeting.from()), id, this::giveBack);
        idle.put(id, conduit);
        taken = true;
        caller.write(ByteBuffer.allocate(Long.BYTES).putLong(0, id));
      }
    } catch (IOException | IllegalArgumentException notOne) {
      taken = false;
    } finally {
      if (!taken) {
        Conduit.shut(caller);
      }
    }
  }

  private long freshId() {
    long id;
    do {
      id = random.nextLong();
    } while (id == 0 || idle.containsKey(id));
    return id;
  }

  /** Makes some by closing those whose other end has gone. */
  private boolean roomForOne() {
    if (idle.size() >= MOST_IDLE) {
      idle.forEach(
          (id, conduit) -> {
            // Out of everybody's reach while it is looked at: that reads from it.
            if (idle.remove(id, conduit)) {
              if (conduit.isSound()) {
                idle.put(id, conduit);
              } else {
                conduit.close();
              }
            }
          });
    }
    return idle.size() < MOST_IDLE;
  }

  /**
   * For one call, which is to release it before it is answered: the next one may name it then.
   *
   * @param caller who makes the call
   * @return null if there is none of that name for this caller
   */
  public @Nullable Conduit take(long id, NodeId caller) {
    Conduit conduit = idle.get(id);
    return conduit != null && conduit.peer().equals(caller) && idle.remove(id, conduit)
        ? conduit
        : null;
  }

  private void giveBack(Conduit conduit) {
    if (listener.isOpen()) {
      idle.put(conduit.id(), conduit);
    } else {
      conduit.close();
    }
  }

  @Override
  public void close() {
    greeters.shutdownNow();
    Conduit.shut(listener);
    idle.values().forEach(Conduit::close);
    idle.clear();
  }
}

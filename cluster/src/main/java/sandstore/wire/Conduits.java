package sandstore.wire;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.ConduitRequest;

/**
 * The conduits of one process to one peer at one address. Where the peer takes them is asked once.
 * Without one a call's data goes in its own frames, so no failure here is one of the call.
 */
final class Conduits implements Closeable {
  private static final int NOT_ASKED = -1;
  private static final int NONE = 0;
  private static final int LIMIT_MILLIS = 1_000;

  /** Others are closed after use. */
  private static final int MOST_IDLE = 8;

  private final NodeId self;
  private final NodeId peer;
  private final Token token;
  private final String host;
  private final Channel free;
  private final Deque<Conduit> idle = new ConcurrentLinkedDeque<>();
  private volatile int port = NOT_ASKED;
  private volatile boolean closed;

  /**
   * @param free to the peer; touched by no rule
   */
  Conduits(NodeId self, NodeId peer, Token token, String host, Channel free) {
    this.self = self;
    this.peer = peer;
    this.token = token;
    this.host = host;
    this.free = free;
  }

  /** For one call. Null if there is none to be had. */
  @Nullable Conduit borrow() {
    for (Conduit known = idle.poll(); known != null; known = idle.poll()) {
      if (known.isSound()) {
        return known;
      }
      known.close();
    }
    return closed || !isOffered() ? null : connect();
  }

  private void giveBack(Conduit conduit) {
    if (closed || idle.size() >= MOST_IDLE) {
      conduit.close();
    } else {
      idle.push(conduit);
    }
  }

  private boolean isOffered() {
    if (port == NOT_ASKED) {
      try {
        port =
            ChunkServiceGrpc.newBlockingStub(free)
                .withDeadlineAfter(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                .conduit(ConduitRequest.getDefaultInstance())
                .getPort();
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
          port = NONE;
        }
      }
    }
    return port > NONE;
  }

  private @Nullable Conduit connect() {
    SocketChannel socket = null;
    boolean connected = false;
    try {
      socket = SocketChannel.open();
      socket.socket().connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
      socket.socket().setTcpNoDelay(true);
      socket.socket().setSoTimeout(LIMIT_MILLIS);
      new ConduitGreeting(token.hex(), peer.name(), self.name())
          .send(socket.socket().getOutputStream());
      long id = new DataInputStream(socket.socket().getInputStream()).readLong();
      Conduit conduit = new Conduit(socket, peer, id, this::giveBack);
      connected = true;
      return conduit;
    } catch (IOException refused) {
      return null;
    } finally {
      if (socket != null && !connected) {
        Conduit.shut(socket);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Conduit known = idle.poll(); known != null; known = idle.poll()) {
      known.close();
    }
  }
}

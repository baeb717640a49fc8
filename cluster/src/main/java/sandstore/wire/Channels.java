package sandstore.wire;

import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Address;
import sandstore.proto.Failure;
import sandstore.proto.FaultServiceGrpc;
import sandstore.proto.ReleaseRequest;
import sandstore.wire.trunk.TrunkChannel;

/**
 * The connections of one process to the nodes, by name. A connection follows the address book: when
 * a node comes back on another port, the next call goes there.
 *
 * <p>gRPC backs off for up to two minutes after failed connects; a lab restarts nodes all the time,
 * so the backoff is reset ten times a second while a channel is in it.
 */
public final class Channels implements AutoCloseable {
  /** Largest message; chunks are streamed in smaller frames. */
  public static final int MAX_MESSAGE_BYTES = 4 << 20;

  private static final long KICK_MILLIS = 100;
  private static final long FLUSH_MILLIS = 2_000;

  private final NodeId self;
  private final Token token;
  private final LinkGate gate;
  private final RpcTap tap;
  private final Tls tls;
  private final Map<NodeId, Connection> connections = new ConcurrentHashMap<>();
  private final ScheduledExecutorService kicker;
  private volatile AddressBook book = AddressBook.EMPTY;

  /** On loopback. */
  public Channels(NodeId self, Token token, LinkGate gate, RpcTap tap) {
    this(self, token, gate, tap, Tls.NONE);
  }

  public Channels(NodeId self, Token token, LinkGate gate, RpcTap tap, Tls tls) {
    this.tls = tls;
    this.self = self;
    this.token = token;
    this.gate = gate;
    this.tap = tap;
    this.kicker = Executors.newSingleThreadScheduledExecutor(new DaemonThreads("reconnect"));
    var unused =
        kicker.scheduleWithFixedDelay(this::kick, KICK_MILLIS, KICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private record Connection(
      Address address, ManagedChannel channel, Channel gated, Channel free, Conduits conduits) {
    void close() {
      conduits.close();
      channel.shutdownNow();
    }
  }

  /** From the next call on. */
  public void follow(AddressBook newBook) {
    book = newBook;
    connections.forEach(
        (node, connection) -> {
          if (!connection.address().equals(newBook.of(node))
              && connections.remove(node, connection)) {
            connection.close();
          }
        });
  }

  public AddressBook book() {
    return book;
  }

  /**
   * Calls on it obey the link rules and are reported. Calls to a node without an address fail at
   * once, definitely.
   */
  public Channel to(NodeId peer) {
    return new Routed(peer, true);
  }

  /** Calls on it are touched by no rule: for the lab's own hand. */
  public Channel free(NodeId peer) {
    return new Routed(peer, false);
  }

  /**
   * For the data of one call to the peer, to be released after it. Null if there is none to be had,
   * as under TLS, beside which nothing travels: then the data goes in the call's own frames.
   */
  public @Nullable Conduit conduit(NodeId peer) {
    Connection c = tls.protects() ? null : connection(peer);
    return c == null ? null : c.conduits().borrow();
  }

  /** A call that does nothing: its answer brings along what the peer has still to send. */
  private void flush(NodeId peer, Runnable then) {
    try {
      FaultServiceGrpc.newFutureStub(free(peer))
          .withDeadlineAfter(FLUSH_MILLIS, TimeUnit.MILLISECONDS)
          .release(ReleaseRequest.getDefaultInstance())
          .addListener(then, MoreExecutors.directExecutor());
    } catch (RuntimeException unreachable) {
      then.run();
    }
  }

  /** Resolves the peer anew at each call. */
  private final class Routed extends Channel {
    private final NodeId peer;
    private final boolean gated;

    Routed(NodeId peer, boolean gated) {
      this.peer = peer;
      this.gated = gated;
    }

    @Override
    public <A, B> ClientCall<A, B> newCall(MethodDescriptor<A, B> method, CallOptions options) {
      Link link = new Link(self, peer);
      HoldRules rules = gate.holds().rules();
      if (gated
          && !rules.isEmpty()
          && (rules.touch(link, false) || rules.touch(link.reversed(), true))
          && connection(peer) != null) {
        return new HoldableCall<>(
            gate,
            link,
            tap,
            method,
            options.withOption(TrunkChannel.ALONE, true),
            o -> made(method, o),
            then -> flush(peer, then));
      }
      return made(method, options);
    }

    private <A, B> ClientCall<A, B> made(MethodDescriptor<A, B> method, CallOptions options) {
      Connection c = connection(peer);
      if (c == null) {
        throw Failures.toStatus(
            new DefiniteFailure(Failure.Code.UNREACHABLE, peer + " has no address yet"));
      }
      CallOptions authorised = options.withCallCredentials(token.credentials(peer));
      // A call made while another one is served must not end with it: an election that the lab
      // asked for goes on after the answer to the lab.
      Context before = Context.ROOT.attach();
      try {
        return (gated ? c.gated() : c.free()).newCall(method, authorised);
      } finally {
        Context.ROOT.detach(before);
      }
    }

    @Override
    public String authority() {
      return peer.name();
    }
  }

  private @Nullable Connection connection(NodeId peer) {
    Address address = book.of(peer);
    return address == null
        ? null
        : connections.compute(
            peer,
            (p, old) -> old != null && old.address().equals(address) ? old : open(p, address));
  }

  private Connection open(NodeId peer, Address address) {
    ManagedChannel channel =
        tls.protect(
                NettyChannelBuilder.forAddress(
                    new InetSocketAddress(address.getHost(), address.getPort())),
                peer)
            .eventLoopGroup(Loops.SHARED)
            .channelType(NioSocketChannel.class)
            .directExecutor()
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .flowControlWindow(2 << 20)
            .build();
    Channel small =
        new TrunkChannel(
            channel,
            () -> CallOptions.DEFAULT.withCallCredentials(token.credentials(peer)),
            this::introduction,
            Headers.RPC_ID,
            kicker);
    Channel gated =
        ClientInterceptors.intercept(small, new LinkClientInterceptor(self, peer, gate, tap));
    return new Connection(
        address,
        channel,
        gated,
        channel,
        new Conduits(self, peer, token, address.getHost(), free(peer)));
  }

  private Metadata introduction() {
    Metadata headers = new Metadata();
    headers.put(Headers.FROM, self.name());
    return headers;
  }

  private void kick() {
    for (Connection c : connections.values()) {
      if (c.channel().getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
        c.channel().resetConnectBackoff();
      }
    }
  }

  @Override
  public void close() {
    kicker.shutdownNow();
    connections.values().forEach(Connection::close);
    connections.clear();
  }
}

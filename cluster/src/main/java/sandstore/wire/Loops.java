package sandstore.wire;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;

/**
 * The threads of this process that read and write sockets: two for all its connections, both ways.
 * gRPC by itself would take a thread to accept and two for each core; five nodes on a laptop have
 * better use for the memory, and each thread's first steps cost a start.
 *
 * <p>They use the JDK's own selectors. Netty's native ones unpack a library into the temporary
 * folder at each start, where a kill at the wrong moment leaves it.
 */
final class Loops {
  private static final int THREADS = 2;
  private static final boolean DAEMON = true;

  /** For the life of the process. */
  static final EventLoopGroup SHARED =
      new NioEventLoopGroup(THREADS, new DefaultThreadFactory("sockets", DAEMON));

  private Loops() {}
}

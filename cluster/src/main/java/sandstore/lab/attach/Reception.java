package sandstore.lab.attach;

import io.grpc.Server;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.lab.Lab;
import sandstore.wire.Doors;
import sandstore.wire.LinkGate;
import sandstore.wire.NodeId;
import sandstore.wire.RpcTap;
import sandstore.wire.Token;

/**
 * Lets other terminals into a lab, until that closes. Nothing is opened before {@link #open}, and
 * little then: the server starts when someone rings.
 */
public final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final Lab lab;
  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService executor = Executors.newCachedThreadPool(this::thread);
  private @Nullable Bell bell;
  private @Nullable LabEndpoint endpoint;
  private @Nullable Server server;
  private boolean closed;

  public Reception(Lab lab) {
    this.lab = lab;
    lab.beforeClose(this::close);
  }

  private Thread thread(Runnable run) {
    Thread thread = new Thread(run, "visitor-" + threads.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Hangs out the bell and says in the home where it is; the second time it does nothing. A lab
   * that cannot be visited is still a lab: what goes wrong is only logged.
   */
  public synchronized void open() {
    if (bell != null || closed) {
      return;
    }
    try {
      Token token = lab.held().token();
      Bell hung = Bell.hang(token, () -> serve(token));
      bell = hung;
      lab.held().setDoor(hung.port());
    } catch (IOException e) {
      LOG.warn("nobody can attach", e);
      close();
    }
  }

  private synchronized int serve(Token token) throws IOException {
    if (closed) {
      throw new IOException("the lab is closing");
    }
    Server running = server;
    if (running == null) {
      LabEndpoint served = new LabEndpoint(lab);
      running =
          Doors.open(NodeId.LAB, 0, token, new LinkGate(), RpcTap.SILENT, executor)
              .addService(served)
              .build()
              .start();
      endpoint = served;
      server = running;
    }
    return running.getPort();
  }

  /** Tells all visitors by hanging up. Their commands are stopped. */
  private synchronized void close() {
    closed = true;
    if (bell != null) {
      bell.close();
    }
    if (endpoint != null) {
      endpoint.close();
    }
    if (server != null) {
      server.shutdownNow();
    }
    // The executor is left to idle out: by its threads the calls learn that they are cut off.
  }
}

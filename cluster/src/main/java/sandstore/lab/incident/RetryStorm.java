package sandstore.lab.incident;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sandstore.client.Call;
import sandstore.lab.Cluster;
import sandstore.lab.Visitor;
import sandstore.lab.view.ClusterView;
import sandstore.proto.RpcReceived;
import sandstore.wire.StoreException;

/** Clients that give up early and ask again at once. */
@AutoService(Trouble.class)
public final class RetryStorm implements Trouble {
  private static final String PLACE = "client";
  private static final int CLIENTS = 12;
  private static final Call HASTY = new Call(Optional.empty(), Duration.ofMillis(40), false);

  /** So many calls of one kind were not told singly, since there were too many. */
  private static final int MANY = 5;

  @Override
  public String name() {
    return "retry-storm";
  }

  @Override
  public String about() {
    return "clients that give up early and ask again at once";
  }

  @Override
  public String traces() {
    return "a request of the client at a node that stands for many like it";
  }

  @Override
  public List<String> places(ClusterView view) {
    return List.of(PLACE);
  }

  @Override
  public boolean leaves(Trace trace, String place) {
    RpcReceived received = trace.event().getRpcReceived();
    return place.equals(PLACE) && received.getFrom().equals(PLACE) && received.getLikeIt() >= MANY;
  }

  @Override
  public AutoCloseable begin(Cluster cluster, String place) {
    Visitor visitor = cluster.visitor(PLACE);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Thread thread = new Thread(() -> storm(visitor), "hasty-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    return () -> {
      threads.forEach(Thread::interrupt);
      for (Thread thread : threads) {
        thread.join();
      }
      visitor.close();
    };
  }

  private static void storm(Visitor visitor) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        var unused = visitor.client().stat(Duty.FILE, HASTY);
      } catch (StoreException e) {
        continue; // that is what makes it a storm
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public String story(String place) {
    return CLIENTS
        + " clients gave up after "
        + HASTY.timeout().toMillis()
        + " ms, and asked again";
  }
}

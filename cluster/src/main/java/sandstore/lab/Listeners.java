package sandstore.lab;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import sandstore.lab.view.ClusterView;

/**
 * Those who want to hear each event and see the view after it. Each has a bounded queue and a
 * thread of its own, so that a slow one delays nobody: what does not fit into its queue it never
 * hears of. It can tell by the gap in {@link LabEvent#order}.
 */
public final class Listeners {
  private static final int QUEUE = 10_000;

  private record Told(LabEvent event, ClusterView after) {}

  private final List<BlockingQueue<Told>> queues = new CopyOnWriteArrayList<>();

  /** Until the returned handle is closed. */
  public AutoCloseable add(BiConsumer<LabEvent, ClusterView> listener) {
    BlockingQueue<Told> queue = new ArrayBlockingQueue<>(QUEUE);
    Thread thread = new Thread(() -> deliver(queue, listener), "listener");
    thread.setDaemon(true);
    thread.start();
    queues.add(queue);
    return () -> {
      queues.remove(queue);
      thread.interrupt();
    };
  }

  private static void deliver(
      BlockingQueue<Told> queue, BiConsumer<LabEvent, ClusterView> listener) {
    try {
      while (true) {
        Told told = queue.take();
        listener.accept(told.event(), told.after());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed: the thread ends here
    }
  }

  /** Never waits. */
  public void tell(LabEvent event, ClusterView after) {
    Told told = new Told(event, after);
    for (BlockingQueue<Told> queue : queues) {
      var unused = queue.offer(told); // refused when full, by design
    }
  }
}

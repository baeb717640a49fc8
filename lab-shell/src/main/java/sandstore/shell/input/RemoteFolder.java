package sandstore.shell.input;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import sandstore.client.StoreClient;
import sandstore.lab.Cluster;

/**
 * The store's folders. It is asked on another thread, for at most 300 ms: the cluster may be cut in
 * two, and the person at the keyboard only pressed Tab.
 */
public final class RemoteFolder implements Folder {
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final int MOST = 500;

  private final Supplier<Optional<Cluster>> cluster;
  private final ExecutorService asker =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "completion");
            thread.setDaemon(true);
            return thread;
          });

  public RemoteFolder(Supplier<Optional<Cluster>> cluster) {
    this.cluster = cluster;
  }

  @Override
  public List<String> names(String path) {
    if (cluster.get().isEmpty() || !path.startsWith("/")) {
      return List.of();
    }
    Future<List<String>> asked = asker.submit(() -> ask(cluster.get().orElseThrow(), path));
    try {
      return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException unanswered) {
      asked.cancel(true);
      return List.of();
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static List<String> ask(Cluster cluster, String path) throws InterruptedException {
    String folder = path.length() > 1 ? path.substring(0, path.length() - 1) : path;
    StoreClient.Call call = new StoreClient.Call(Optional.empty(), PATIENCE, true);
    return cluster.client().list(folder, "", MOST, call).getEntriesList().stream()
        .map(
            e ->
                e.getPath().substring(e.getPath().lastIndexOf('/') + 1)
                    + (e.getFolder() ? "/" : ""))
        .toList();
  }
}

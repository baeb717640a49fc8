package sandstore.shell.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sandstore.lab.Door;
import sandstore.lab.Reply;

/**
 * The store's folders, by the lab's own {@code ls}. It is asked on another thread, for at most 300
 * ms: the cluster may be cut in two, and the person at the keyboard only pressed Tab.
 */
public final class RemoteFolder implements Folder {
  private static final long PATIENCE_MILLIS = 300;
  private static final int MOST = 500;

  private final Door lab;
  private final ExecutorService asker =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "completion");
            thread.setDaemon(true);
            return thread;
          });

  public RemoteFolder(Door lab) {
    this.lab = lab;
  }

  @Override
  public List<String> names(String path) {
    if (lab.view().topology().isEmpty() || !path.startsWith("/")) {
      return List.of();
    }
    Future<List<String>> asked = asker.submit(() -> ask(path));
    try {
      return asked.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException unanswered) {
      asked.cancel(true);
      return List.of();
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private List<String> ask(String path) {
    String folder = path.length() > 1 ? path.substring(0, path.length() - 1) : path;
    List<String> names = new ArrayList<>();
    var unused =
        lab.run(
            "ls --stale --limit " + MOST + " --timeout " + PATIENCE_MILLIS + "ms " + quoted(folder),
            reply -> names.addAll(names(reply)));
    return names;
  }

  private static String quoted(String path) {
    return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static List<String> names(Reply reply) {
    List<String> names = new ArrayList<>();
    if (reply instanceof Reply.Result result
        && result.fields().get("entries") instanceof List<?> entries) {
      for (Object entry : entries) {
        if (entry instanceof Map<?, ?> file && file.get("path") instanceof String path) {
          boolean folder = Boolean.TRUE.equals(file.get("folder"));
          names.add(path.substring(path.lastIndexOf('/') + 1) + (folder ? "/" : ""));
        }
      }
    }
    return names;
  }
}

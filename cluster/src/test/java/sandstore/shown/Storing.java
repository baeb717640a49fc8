package sandstore.shown;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who stores small files, one after the other, whatever becomes of each, until closed. */
final class Storing implements AutoCloseable {
  private final TestLab lab;
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean enough;

  Storing(TestLab lab) {
    this.lab = lab;
    thread = new Thread(this::store, "storing");
    thread.start();
  }

  private void store() {
    for (int i = 1; !enough; i++) {
      String path = "/f" + i;
      if (lab.run("put --text " + path + " " + path + " --timeout 20s").status() == 0) {
        acknowledged.add(path);
      }
    }
  }

  /** Waits until so many more are acknowledged. */
  void more(int files) {
    int aim = acknowledged.size() + files;
    await(files + " more files stored")
        .atMost(Duration.ofSeconds(60))
        .until(() -> acknowledged.size() >= aim);
  }

  /** Paths, each of which is its file's content too. */
  List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  @Override
  public void close() throws InterruptedException {
    enough = true;
    thread.join();
  }
}

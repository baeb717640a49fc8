package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import sandstore.TestNodes;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.Reply;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.Health;

/** A lab as a person has it, without the terminal: lines in, replies out, real node processes. */
final class TestLab implements AutoCloseable {
  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // a cold start on a busy machine
  }

  private final Path home;
  private final Lab lab;
  private final List<Reply> replies = Collections.synchronizedList(new ArrayList<>());

  TestLab(Path home) {
    this.home = home;
    this.lab = new Lab(TestNodes.settings(home));
  }

  Lab lab() {
    return lab;
  }

  Cluster cluster() {
    return lab.cluster().orElseThrow();
  }

  ClusterView view() {
    return lab.view();
  }

  /** The name of the node that leads, which is waited for. */
  String leader() throws InterruptedException {
    assertThat(cluster().await(v -> v.leader().isPresent(), Duration.ofSeconds(30))).isTrue();
    return view().leader().orElseThrow().id().name();
  }

  /** Waits until whoever may be asked for a plan has heard everybody. */
  void acquainted() throws InterruptedException {
    assertThat(cluster().await(TestLab::allHaveHeardAll, Duration.ofSeconds(30))).isTrue();
  }

  private static boolean allHaveHeardAll(ClusterView view) {
    return view.running().stream()
        .allMatch(by -> view.running().stream().allMatch(of -> heard(by, of)));
  }

  private static boolean heard(NodeView by, NodeView of) {
    return by.id().equals(of.id()) || by.health().get(of.id()) == Health.ALIVE;
  }

  /** Runs the line, which must succeed. */
  void ok(String line) {
    Lab.Ending ending = run(line);
    assertThat(ending.status()).as("%s: %s", line, ending.message()).isZero();
  }

  Lab.Ending run(String line) {
    return lab.run(line, replies::add);
  }

  /** The last result of this kind. */
  Reply.Result result(String kind) {
    synchronized (replies) {
      for (int i = replies.size() - 1; i >= 0; i--) {
        if (replies.get(i) instanceof Reply.Result r && r.kind().equals(kind)) {
          return r;
        }
      }
    }
    throw new AssertionError("no result of kind " + kind + " in " + replies);
  }

  /** A file of real, hardly compressible bytes: the JDK's own library, as often as needed. */
  Path bigFile(String name, long bytes) throws IOException {
    Path file = home.resolve(name);
    byte[] source = Files.readAllBytes(Path.of(System.getProperty("java.home"), "lib", "modules"));
    try (OutputStream out = Files.newOutputStream(file)) {
      long left = bytes;
      while (left > 0) {
        int n = (int) Math.min(left, source.length);
        out.write(source, 0, n);
        left -= n;
      }
    }
    return file;
  }

  Path path(String name) {
    return home.resolve(name);
  }

  @Override
  public void close() {
    lab.close();
  }
}

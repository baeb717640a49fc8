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
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.Reply;
import sandstore.lab.view.ClusterView;

/** A lab as a person has it, without the terminal: lines in, replies out, real node processes. */
final class TestLab implements AutoCloseable {
  static final List<String> NODE_FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx128m",
          "-Xss512k",
          "-XX:MaxDirectMemorySize=64m",
          "-Dcom.google.protobuf.use_unsafe_pre22_gencode=true");

  private final Path home;
  private final Lab lab;
  private final List<Reply> replies = Collections.synchronizedList(new ArrayList<>());

  TestLab(Path home) {
    this(home, List.of());
  }

  /**
   * @param otherNode arguments of Java that name another program than the node's own; it gets the
   *     rest of the command as its arguments
   */
  TestLab(Path home, List<String> otherNode) {
    this.home = home;
    LabSettings usual = settings(home);
    List<String> flags = new ArrayList<>(usual.nodeFlags());
    flags.addAll(otherNode);
    this.lab =
        new Lab(
            new LabSettings(
                usual.home(), usual.java(), usual.classPath(), flags, usual.workingFolder()));
  }

  /** Of a lab that keeps its cluster in {@code home/home} and works in {@code home}. */
  static LabSettings settings(Path home) {
    return new LabSettings(
        home.resolve("home"),
        Path.of(System.getProperty("java.home"), "bin", "java"),
        System.getProperty("java.class.path"),
        NODE_FLAGS,
        home);
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

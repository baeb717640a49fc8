package sandstore.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.wire.NodeId;

/** Real processes: a small Java program stands where a node would. */
class SpawnerTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir Path folder;
  private Home home;
  private Watchdog watchdog;
  private Reaper reaper;
  private Spawner spawner;

  static List<String> child() {
    return List.of(
        JAVA,
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx16m",
        "-cp",
        CLASS_PATH,
        ChildMain.class.getName());
  }

  static NodeProcess start(Spawner spawner, NodeId node) throws IOException {
    Files.createDirectories(spawner.home().folder(node));
    return spawner.start(node);
  }

  @BeforeEach
  void open() throws Exception {
    home = Home.open(folder);
    watchdog = Watchdog.start();
    reaper = new Reaper(home);
    spawner = new Spawner(home, child(), watchdog, reaper);
  }

  @AfterEach
  void close() throws IOException {
    watchdog.close();
    home.close();
  }

  @Test
  void aNodeSaysWhereItListensAndEndsInOrder() throws Exception {
    NodeProcess node = startOne();
    assertThat(node.listening().join()).isEqualTo(new NodeProcess.Listening(4711, 3));
    node.stop();
    node.onExit().join();
    assertThat(node.status()).isEqualTo(128 + 15);
    assertThat(node.cause()).isEqualTo("stopped by the lab");
  }

  private NodeProcess startOne() {
    try {
      return start(spawner, NodeId.of(1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatTheTerminalSendsDoesNotReachIt() throws Exception {
    NodeProcess node = startOne();
    node.listening().join();
    for (String signal : List.of("INT", "HUP", "TSTP")) {
      send(signal, node.pid());
    }
    node.stop(); // and SIGTERM still does
    node.onExit().join();
    assertThat(node.status()).isEqualTo(128 + 15);
  }

  private static void send(String signal, long pid) throws Exception {
    Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid).start();
    assertThat(kill.waitFor()).isZero();
  }

  @Test
  void aPausedNodeStandsStill() throws Exception {
    NodeProcess node = startOne();
    node.listening().join();
    node.pause();
    send("TERM", node.pid());
    assertThat(node.onExit().completeOnTimeout(null, 100, TimeUnit.MILLISECONDS).join()).isNull();
    node.resume();
    node.onExit().join();
    assertThat(node.cause())
        .isEqualTo("ended by signal 15: reads " + home.settingsFile(node.node()));
  }

  @Test
  void aPausedNodeCanBeStopped() throws Exception {
    NodeProcess node = startOne();
    node.listening().join();
    node.pause();
    node.stop();
    node.onExit().join();
    assertThat(node.cause()).isEqualTo("stopped by the lab");
  }

  @Test
  void aNodeThatEndsOfItselfSaysWhy() throws Exception {
    Files.createDirectories(home.folder(NodeId.of(1)));
    String script = "echo 'the folder is of another cluster' >&2; exit 2";
    Spawner refusing = new Spawner(home, List.of("sh", "-c", script), watchdog, reaper);
    NodeProcess node = refusing.start(NodeId.of(1));
    node.onExit().join();
    assertThat(node.cause()).isEqualTo("exit status 2: the folder is of another cluster");
    await().until(() -> node.listening().isCompletedExceptionally());
  }

  @Test
  void theWatchdogEndsWhatIsRecordedAndNothingElse() throws Exception {
    Process mine = new ProcessBuilder("sleep", "600").start();
    Process stopped = new ProcessBuilder("sleep", "600").start();
    Process forgotten = new ProcessBuilder("sleep", "600").start();
    try {
      send("STOP", stopped.pid());
      watchdog.add(mine.pid());
      watchdog.add(stopped.pid());
      watchdog.add(forgotten.pid());
      watchdog.gone(forgotten.pid());
      send("TERM", watchdog.handle().pid());

      watchdog.close();

      assertThat(mine.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(stopped.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(forgotten.isAlive()).isTrue();
    } finally {
      List.of(mine, stopped, forgotten).forEach(Process::destroyForcibly);
    }
  }

  @Test
  void theReaperEndsWhatALabLeftAndNobodyElse() throws Exception {
    Process left = new ProcessBuilder("sleep", "600").start();
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      send("STOP", left.pid());
      reaper.started(left.toHandle());
      // an id that the system gave to somebody else meanwhile
      Files.writeString(
          home.pidFile(),
          Files.readString(home.pidFile()) + other.pid() + " 1000000000000\nhalf a li");

      assertThat(new Reaper(home).reap()).isEqualTo(1);

      assertThat(left.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(other.isAlive()).isTrue();
      assertThat(home.pidFile()).isEmptyFile();
      assertThat(new Reaper(home).reap()).isZero();
    } finally {
      left.destroyForcibly();
      other.destroyForcibly();
    }
  }

  @Test
  void nothingOutlivesALabThatIsKilled() throws Exception {
    Path labHome = folder.resolve("lab");
    Process lab =
        new ProcessBuilder(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-cp",
                CLASS_PATH,
                LabMain.class.getName(),
                labHome.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> children;
    try (BufferedReader out = lab.inputReader(StandardCharsets.US_ASCII)) {
      children =
          List.of(out.readLine().split(" ")).stream()
              .map(Long::parseLong)
              .map(ProcessHandle::of)
              .flatMap(Optional::stream)
              .toList();
      assertThat(children).hasSize(2).allMatch(ProcessHandle::isAlive);
      lab.destroyForcibly();
      lab.waitFor();
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    try (Home next = Home.open(labHome)) {
      assertThat(new Reaper(next).reap()).isZero();
    }
  }
}

package sandstore.lab.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sandstore.wire.NodeId;

/** One process of a node, from its start to its end. */
public final class NodeProcess {
  private static final Pattern LISTENING = Pattern.compile("LISTENING ([0-9]{1,5}) ([0-9]{1,18})");
  private static final Pattern REMARK = Pattern.compile("Picked up |OpenJDK |WARNING: |SLF4J");
  private static final int SIGNALLED = 128;

  /**
   * Where a node said that it listens.
   *
   * @param incarnation counts the starts on its folder
   */
  public record Listening(int port, long incarnation) {}

  private final NodeId node;
  private final Process process;
  private final Path errors;
  private final CompletableFuture<Listening> listening = new CompletableFuture<>();
  private volatile String intent = "";
  private volatile boolean paused;

  NodeProcess(NodeId node, Process process, Path errors) {
    this.node = node;
    this.process = process;
    this.errors = errors;
  }

  /** Reads standard output to its end: an unread pipe would one day block the node. */
  void listen() {
    Thread reader = new Thread(this::readOutput, node + "-output");
    reader.setDaemon(true);
    reader.start();
  }

  private void readOutput() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Matcher m = LISTENING.matcher(line);
        if (m.matches()) {
          listening.complete(
              new Listening(Integer.parseInt(m.group(1)), Long.parseLong(m.group(2))));
        }
      }
      listening.completeExceptionally(new IOException(node + " ended before it listened"));
    } catch (IOException e) {
      listening.completeExceptionally(e);
    }
  }

  public NodeId node() {
    return node;
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** Completes when the node serves; exceptionally if it ended before. */
  public CompletableFuture<Listening> listening() {
    return listening;
  }

  /** Completes when the process has ended. */
  public CompletableFuture<NodeProcess> onExit() {
    return process.onExit().thenApply(ended -> this);
  }

  /** SIGKILL. */
  public void kill() {
    intent = "killed by the lab";
    process.toHandle().destroyForcibly();
  }

  /** SIGKILL, by way of a power failure. */
  public void losePower() {
    intent = "its power was cut by the lab";
    process.toHandle().destroyForcibly();
  }

  /**
   * SIGTERM: it closes its files in order. A paused process would take the signal only when it goes
   * on, so it goes on.
   */
  public void stop() throws IOException, InterruptedException {
    intent = "stopped by the lab";
    // Process.destroy would close our end of its input too, and that means "the lab is gone".
    process.toHandle().destroy();
    if (paused) {
      resume();
    }
  }

  /** SIGSTOP: the process stands still, and nothing in it notices. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
    paused = true;
  }

  /** SIGSTOP again, if it is to stand still: a shell's {@code fg} sends SIGCONT to all. */
  public void stayPaused() throws IOException, InterruptedException {
    if (paused) {
      signal("STOP");
    }
  }

  /** Whether it stands still by order. */
  public boolean paused() {
    return paused;
  }

  /** SIGCONT. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
    paused = false;
  }

  /** By the shell's own kill, so that no program beside sh is needed. */
  private void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("sh", "-c", "kill -\"$1\" \"$2\"", "sh", name, Long.toString(pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
      throw new IOException("process " + pid() + " took no SIG" + name);
    }
  }

  /** Exit status; 128 and the signal's number for one that a signal ended. */
  public int status() {
    return process.exitValue();
  }

  /** Why it ended, in words, with its own last ones if it ended of itself. */
  public String cause() {
    int status = status();
    if (!intent.isEmpty()) {
      return intent;
    }
    String how =
        status > SIGNALLED ? "ended by signal " + (status - SIGNALLED) : "exit status " + status;
    return lastWords().map(words -> how + ": " + words).orElse(how);
  }

  /** The first line that it wrote to its standard error, the Java machine's remarks left out. */
  public Optional<String> lastWords() {
    try (Stream<String> lines = Files.lines(errors, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !REMARK.matcher(line).lookingAt())
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}

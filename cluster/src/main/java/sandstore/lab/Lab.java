package sandstore.lab;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import sandstore.lab.command.Reply;
import sandstore.lab.view.ClusterView;

public final class Lab implements AutoCloseable {
  /**
   * How a line ended.
   *
   * @param status 0 succeeded, 1 definite failure or unmet expectation, 2 the person's mistake, 3
   *     unknown outcome
   * @param message one line for a person; empty when it succeeded
   * @param hint what to do; may be empty
   */
  public record Ending(int status, String message, String hint) {
    public static final Ending OK = new Ending(0, "", "");
  }

  public Lab(LabSettings settings) {
    throw new UnsupportedOperationException();
  }

  /** What the lab has been told so far; empty topology when no cluster is up. */
  public ClusterView view() {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs one line of the command language ({@code a; b; c &}) on this thread; never throws for what
   * was typed.
   */
  public Ending run(String line, Consumer<Reply> replies) {
    throw new UnsupportedOperationException();
  }

  /** The cluster that is up. */
  public Optional<Cluster> cluster() {
    throw new UnsupportedOperationException();
  }

  /** Calls back with every event and the view after it, on the feed's thread; must not block. */
  public AutoCloseable listen(java.util.function.BiConsumer<LabEvent, ClusterView> listener) {
    throw new UnsupportedOperationException();
  }

  /** Names of all commands, sorted. */
  public List<String> commands() {
    throw new UnsupportedOperationException();
  }

  /** The folder in which it keeps everything. */
  public java.nio.file.Path home() {
    throw new UnsupportedOperationException();
  }

  /** The signature of a command, as picocli read it from the command's class. */
  public Optional<picocli.CommandLine.Model.CommandSpec> spec(String name) {
    throw new UnsupportedOperationException();
  }

  /** Takes the cluster down (unless told to keep it) and gives the home back. */
  @Override
  public void close() {}
}

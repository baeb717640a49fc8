package sandstore.lab;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import picocli.CommandLine.Model.CommandSpec;
import sandstore.lab.view.ClusterView;

/**
 * What a face needs of a lab, be it in this process ({@link Lab}) or in another one on this machine
 * ({@link sandstore.lab.attach.AttachedLab}). All methods may be called from any thread.
 */
public interface Door extends AutoCloseable {
  /** What the lab has been told so far; empty topology when no cluster is up. */
  ClusterView view();

  /**
   * Runs one line of the command language on this thread; never throws for what was typed. An
   * interrupt is Ctrl-C: the command stops soon, and its ending says how.
   *
   * @param replies also called by threads of jobs, also after this returned
   */
  Lab.Ending run(String line, Consumer<Reply> replies);

  /** What has happened in the cluster that is up, as far as it is kept; empty when none is. */
  Optional<Timeline> timeline();

  /** Calls back with every event and the view after it, as {@link Lab#listen} does. */
  AutoCloseable listen(BiConsumer<LabEvent, ClusterView> listener);

  /** Names of all commands, sorted. */
  List<String> commands();

  /** The signature of a command, by name or alias. */
  Optional<CommandSpec> spec(String name);

  /** The process that holds the lab and its cluster; empty if it is this one. */
  Optional<String> host();

  /** Why no line can be run any more, once that is so: the lab ended without being asked here. */
  Optional<String> ended();

  /** Where one is in something longer than a command, for the prompt; empty where one is not. */
  default String where() {
    return sheet().where();
  }

  /** What goes along with whoever types here has to say; {@link Sheet#NONE} if nothing does. */
  default Sheet sheet() {
    return Sheet.NONE;
  }

  /**
   * Calls back with what is said without a command that says it, by any thread, until the handle is
   * closed. A lab in another process says that to those who sit there.
   */
  default AutoCloseable hear(Consumer<Reply> hearer) {
    return () -> {};
  }

  /** How many characters fit into a line of this face; asked for by commands that lay out prose. */
  default void columns(IntSupplier ofTheFace) {}

  /** This process was stopped (Ctrl-Z) and goes on. */
  void continued();

  /** Leaves. A lab in this process ends, and takes its cluster down. */
  @Override
  void close();
}

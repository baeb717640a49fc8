package sandstore.lab;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import sandstore.lab.view.ClusterView;
import sandstore.wire.NodeId;

/** What a command acts on and answers to. One for each statement that runs. */
public final class Context {
  private final Lab lab;
  private final LineRunner runner;
  private final List<String> typed;
  private final Asker asker;

  Context(Lab lab, LineRunner runner, List<String> typed, Asker asker) {
    this.lab = lab;
    this.runner = runner;
    this.typed = List.copyOf(typed);
    this.asker = asker;
  }

  public Lab lab() {
    return lab;
  }

  /** The cluster that is up; a {@link Refusal} that says how to start one if none is. */
  public Cluster cluster() {
    return lab.cluster().orElseThrow(Lab::noneUp);
  }

  public ClusterView view() {
    return lab.view();
  }

  /** What runs in the background. */
  public Jobs jobs() {
    return lab.jobs();
  }

  /**
   * The line asked for {@code --json}; only the few commands that print differently need to know.
   */
  public boolean json() {
    return asker.json();
  }

  /**
   * The arguments as they were typed, with their quotes and without {@code --json}: for conditions,
   * and for commands that run another.
   */
  public List<String> typed() {
    return typed;
  }

  /**
   * A local path as typed, relative to where whoever typed it is; {@code ~/} is the home folder.
   *
   * @throws Refusal if no file can have that name
   */
  public Path local(String typedPath) {
    String path =
        typedPath.equals("~") || typedPath.startsWith("~/")
            ? System.getProperty("user.home") + typedPath.substring(1)
            : typedPath;
    try {
      return reachable(asker.workingFolder().resolve(path).normalize(), typedPath);
    } catch (InvalidPathException e) {
      throw new Refusal(
          "no local file can be called " + Style.harmless(path), "name one as ls shows it");
    }
  }

  /** What a companion has brought is there under its bare name, unless a file here has that. */
  private Path reachable(Path path, String typed) {
    if (asker.confined()) {
      if (!path.startsWith(asker.workingFolder().normalize())) {
        throw new Refusal(
            "a lesson reaches no local file outside of its own folder: " + Style.harmless(typed),
            "name it without folders, and ask whoever takes the lesson to type what needs theirs");
      }
      return path;
    }
    boolean bare = path.getFileName() != null && path.getFileName().toString().equals(typed);
    return bare && !Files.exists(path)
        ? lab.companion().flatMap(c -> c.file(typed)).orElse(path)
        : path;
  }

  /**
   * Nodes that a target names: {@code node2}, {@code zone1}, {@code leader}, {@code follower} (one
   * of them), {@code followers}, {@code any} (one that runs), {@code all}; separated by commas or
   * blanks. Each once, in the order in which they were named.
   *
   * @throws Refusal if a word names nothing, or nothing now ({@code leader} without one)
   */
  public List<NodeId> nodes(List<String> targets) {
    return Targets.of(cluster().roster(), view()).nodes(targets);
  }

  /** Like {@link #nodes}, and {@code client} is a name too: for the two ends of a link. */
  public List<NodeId> ends(List<String> targets) {
    return Targets.of(cluster().roster(), view()).ends(targets);
  }

  /** Runs another line, with this one's replies; does not throw for what is in it. */
  public Lab.Ending run(String line) {
    return runner.run(line, asker);
  }

  /** The same, with somebody else to hear what it replies. */
  public Lab.Ending run(String line, Consumer<Reply> replies) {
    return runner.run(line, asker.withReplies(replies));
  }

  /** Ends this command as another one ended, unless that succeeded. */
  public void passOn(Lab.Ending ending) {
    if (ending.status() != 0) {
      throw new PassedOn(ending);
    }
  }

  public void result(String kind, Map<String, ?> fields, String... text) {
    result(kind, fields, List.of(text));
  }

  public void result(String kind, Map<String, ?> fields, List<String> text) {
    asker.replies().accept(new Reply.Result(kind, fields, List.copyOf(text), asker.json()));
  }

  /** Hands on a reply that someone else made. */
  public void reply(Reply reply) {
    asker.replies().accept(reply);
  }

  public void note(String text) {
    asker.replies().accept(new Reply.Note(text));
  }

  public void progress(String task, long done, long total, String unit, String detail) {
    asker.replies().accept(new Reply.Progress(task, done, total, unit, detail));
  }
}

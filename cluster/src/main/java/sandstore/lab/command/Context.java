package sandstore.lab.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.view.ClusterView;
import sandstore.wire.NodeId;

/** What a command acts on and answers to. */
public final class Context {
  private final Lab lab;
  private final Path workingFolder;
  private final Consumer<Reply> replies;

  public Context(Lab lab, Path workingFolder, Consumer<Reply> replies) {
    this.lab = lab;
    this.workingFolder = workingFolder;
    this.replies = replies;
  }

  public Lab lab() {
    return lab;
  }

  /** The cluster that is up; a {@link Refusal} that says how to start one if none is. */
  public Cluster cluster() {
    return lab.cluster()
        .orElseThrow(() -> new Refusal("no cluster is up", "start one: up raft --nodes 3"));
  }

  public ClusterView view() {
    return lab.view();
  }

  /** A local path as typed, relative to where the lab was started. */
  public Path local(String typed) {
    return workingFolder.resolve(typed).normalize();
  }

  /**
   * Nodes that a target names ({@code node2}, {@code leader}, {@code followers}, {@code zone1} ..).
   */
  public List<NodeId> nodes(List<String> targets) {
    throw new UnsupportedOperationException();
  }

  public void result(String kind, Map<String, ?> fields, String... text) {
    replies.accept(new Reply.Result(kind, fields, List.of(text)));
  }

  public void result(String kind, Map<String, ?> fields, List<String> text) {
    replies.accept(new Reply.Result(kind, fields, List.copyOf(text)));
  }

  /** Hands on a reply that someone else made. */
  public void reply(Reply reply) {
    replies.accept(reply);
  }

  public void note(String text) {
    replies.accept(new Reply.Note(text));
  }

  public void progress(String task, long done, long total, String unit, String detail) {
    replies.accept(new Reply.Progress(task, done, total, unit, detail));
  }
}

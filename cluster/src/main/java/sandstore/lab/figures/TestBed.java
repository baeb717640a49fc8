package sandstore.lab.figures;

import java.io.IOException;
import java.util.function.Consumer;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.LabEvent;
import sandstore.lab.LabSettings;
import sandstore.lab.Shape;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;

/**
 * Where a suite measures: on clusters of its own.
 *
 * @param settings with a home that holds nothing else; its cluster is removed
 * @param times how often whatever can be repeated is
 * @param progress is told what is going on
 */
public record TestBed(LabSettings settings, int times, Consumer<String> progress) {
  /** What is done on a cluster. */
  public interface Body<T> {
    T on(Lab lab, Cluster cluster) throws IOException, InterruptedException;
  }

  /** What is done while one listens. */
  public interface Heard<T> {
    T during() throws IOException, InterruptedException;
  }

  /** What a listener is given. */
  public interface Ear {
    void heard(LabEvent event, ClusterView view);
  }

  /** On a fresh cluster of topology raft, which is gone afterwards. */
  public <T> T raft(int nodes, Body<T> body) throws IOException, InterruptedException {
    try (Lab lab = new Lab(settings)) {
      lab.reset();
      return body.on(lab, lab.up(Shape.usual("raft", nodes), (done, total, what) -> {}));
    }
  }

  /** The body's answer; the ear hears each event until then. */
  public static <T> T listening(Lab lab, Ear ear, Heard<T> body)
      throws IOException, InterruptedException {
    try (AutoCloseable listening = lab.listen(ear::heard)) {
      return body.during();
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Processor time of this process and of all nodes, in seconds. */
  static double cpuSeconds(Cluster cluster) {
    double sum = ProcessMeter.cpuSeconds(ProcessHandle.current().pid());
    for (NodeView node : cluster.view().running()) {
      sum += ProcessMeter.cpuSeconds(node.pid());
    }
    return sum;
  }

  static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}

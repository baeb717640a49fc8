package sandstore.lab;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import sandstore.client.StoreClient;
import sandstore.lab.view.ClusterView;
import sandstore.proto.LinkRule;
import sandstore.wire.NodeId;

public final class Cluster implements AutoCloseable {
  private Cluster() {}

  public Shape shape() {
    throw new UnsupportedOperationException();
  }

  /** SIGKILL; returns when the view shows the process gone. */
  public void kill(NodeId node) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** SIGTERM: the node closes its files in order; SIGKILL after 5 s. */
  public void stop(NodeId node) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Starts an exited node with its data; returns when it is running and observed. */
  public void start(NodeId node) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  public void pause(NodeId node) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  public void resume(NodeId node) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Removes the data of an exited node. */
  public void wipe(NodeId node) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Makes the node campaign; returns "" or why it did not. */
  public String elect(NodeId node) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /**
   * Changes the whole set of link rules; returns the nodes that obey already, the rest is pending.
   */
  public Collection<NodeId> faults(UnaryOperator<Collection<LinkRule>> change)
      throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Waits until the view satisfies the condition. */
  public boolean await(Predicate<ClusterView> condition, Duration within)
      throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  public ClusterView view() {
    throw new UnsupportedOperationException();
  }

  /** The lab's own client, named {@code client} in link rules. */
  public StoreClient client() {
    throw new UnsupportedOperationException();
  }

  /** Asks the node itself; no fault touches this. */
  public sandstore.proto.ObserveServiceGrpc.ObserveServiceBlockingStub observe(NodeId node) {
    throw new UnsupportedOperationException();
  }

  /** Asks the node's chunk store, touched by no fault. */
  public sandstore.proto.ChunkServiceGrpc.ChunkServiceBlockingStub chunks(NodeId node) {
    throw new UnsupportedOperationException();
  }

  /** Ends all nodes, in order. */
  @Override
  public void close() {}
}

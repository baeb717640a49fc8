package sandstore.lab;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import sandstore.client.Listener;
import sandstore.client.StoreClient;
import sandstore.wire.AddressBook;
import sandstore.wire.Channels;
import sandstore.wire.NodeId;

/**
 * A client of its own on the cluster, under the link rules of {@code client}, whose operations
 * nobody is told of: for loads that would drown the history. Threads may share it.
 */
public final class Visitor implements AutoCloseable {
  private final Set<Visitor> present;
  private final Channels channels;
  private final StoreClient client;

  /**
   * @param channels its own, closed with it
   * @param present whoever is to {@link #follow}; it is in there until it is closed
   */
  Visitor(
      String name,
      Channels channels,
      Supplier<AddressBook> book,
      List<NodeId> nodes,
      Set<Visitor> present) {
    this.present = present;
    this.channels = channels;
    this.client = new StoreClient(name, channels, () -> nodes, Listener.NONE);
    present.add(this);
    follow(book.get()); // after it was added: a newer book comes by itself
  }

  void follow(AddressBook book) {
    channels.follow(book);
  }

  public StoreClient client() {
    return client;
  }

  @Override
  public void close() {
    present.remove(this);
    client.close();
    channels.close();
  }
}

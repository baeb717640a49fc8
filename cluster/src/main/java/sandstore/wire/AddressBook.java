package sandstore.wire;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Address;

/** Where each node listens now. Immutable; the newest one is in the newest orders. */
public record AddressBook(Map<NodeId, Address> addresses) {
  public static final AddressBook EMPTY = new AddressBook(Map.of());

  public AddressBook {
    addresses = Map.copyOf(addresses);
  }

  public static AddressBook of(Collection<Address> addresses) {
    Map<NodeId, Address> map = new HashMap<>();
    addresses.forEach(a -> map.put(new NodeId(a.getNode()), a));
    return new AddressBook(map);
  }

  public @Nullable Address of(NodeId node) {
    return addresses.get(node);
  }
}

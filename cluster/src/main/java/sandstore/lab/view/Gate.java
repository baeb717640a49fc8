package sandstore.lab.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sandstore.proto.HoldRule;
import sandstore.proto.RpcHeld;
import sandstore.wire.NodeId;

/**
 * Messages that wait for the lab's word, and the rules by which they do. Immutable.
 *
 * @param rules as the lab has given them out
 * @param held the longest held first
 */
public record Gate(List<HoldRule> rules, List<Held> held) {
  public static final Gate OPEN = new Gate(List.of(), List.of());

  /**
   * A message that waits.
   *
   * @param order of the event by which the lab first heard that it does
   * @param holder whose process it is in: a request's caller, a reply's callee
   */
  public record Held(long order, NodeId holder, RpcHeld message) {
    /** Its id for people: {@code node1.3} is the third message that node1 has held. */
    public String id() {
      return id(holder.name(), message);
    }

    /** The same, as the holder's event tells it. */
    public static String id(String holder, RpcHeld message) {
      return holder + "." + message.getHeld();
    }

    /** Where the message comes from: of a reply, the callee. */
    public NodeId from() {
      return new NodeId(message.getReply() ? message.getTo() : message.getFrom());
    }

    /** Where it would go. */
    public NodeId to() {
      return new NodeId(message.getReply() ? message.getFrom() : message.getTo());
    }
  }

  public Optional<Held> held(String id) {
    return held.stream().filter(h -> h.id().equals(id)).findFirst();
  }

  Gate withRule(HoldRule rule, boolean inForce) {
    List<HoldRule> next = new ArrayList<>(rules);
    next.remove(rule);
    if (inForce) {
      next.add(rule);
    }
    return new Gate(List.copyOf(next), held);
  }

  Gate with(long order, NodeId holder, RpcHeld message) {
    List<Held> next = new ArrayList<>(held);
    next.removeIf(h -> is(h, holder, message.getHeld()));
    next.add(new Held(order, holder, message));
    return new Gate(rules, List.copyOf(next));
  }

  Gate without(NodeId holder, long number) {
    return new Gate(rules, held.stream().filter(h -> !is(h, holder, number)).toList());
  }

  /** Its process is gone, and what waited there with it. */
  Gate without(NodeId holder) {
    return held.stream().noneMatch(h -> h.holder().equals(holder))
        ? this
        : new Gate(rules, held.stream().filter(h -> !h.holder().equals(holder)).toList());
  }

  /** All that waits there, as the holder itself says. */
  Gate asTold(long order, NodeId holder, List<RpcHeld> all) {
    if (all.isEmpty()) {
      return without(holder);
    }
    List<Held> next = new ArrayList<>(without(holder).held);
    for (RpcHeld message : all) {
      long since =
          held.stream()
              .filter(h -> is(h, holder, message.getHeld()))
              .map(Held::order)
              .findFirst()
              .orElse(order);
      next.add(new Held(since, holder, message));
    }
    next.sort(Comparator.comparingLong(Held::order)); // stable: of one event, as they were told
    return new Gate(rules, List.copyOf(next));
  }

  private static boolean is(Held held, NodeId holder, long number) {
    return held.holder().equals(holder) && held.message().getHeld() == number;
  }
}

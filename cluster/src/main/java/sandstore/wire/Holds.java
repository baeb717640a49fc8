package sandstore.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sandstore.proto.HeldFate;
import sandstore.proto.RpcDetail;

/**
 * The messages that wait in one process, and the rules by which they do. A message whose rule is
 * taken back goes on its way, the oldest first: nothing is ever forgotten here. Threads may share
 * it.
 *
 * <p>A tap is told that a message waits before anybody can let go of it, and never under a lock.
 */
public final class Holds {
  /** What waits. Called once, for one of the two. */
  interface Waiting {
    /** It goes on its way. */
    void deliver();

    /** It never arrives. */
    void drop();

    /** The same once more, as a message of its own; none where that makes no sense. */
    default Optional<Copy> copy() {
      return Optional.empty();
    }
  }

  /** A copy and the call that it makes. */
  record Copy(RpcTap.Rpc rpc, Waiting waiting) {}

  private record Held(HeldRpc rpc, Waiting waiting, RpcTap tap) {}

  static final int MOST = 1_000;

  private final TreeMap<Long, Held> held = new TreeMap<>();
  private final Set<Long> untold = new HashSet<>();
  private volatile HoldRules rules = HoldRules.NONE;
  private volatile List<HeldRpc> list = List.of();
  private long last;

  /** From the next message on; what need not wait any more does not. */
  public void obey(HoldRules newRules) {
    rules = newRules;
    for (HeldRpc free : list()) {
      if (!mustWait(free)) {
        release(free.number(), HeldFate.DELIVERED, "it is held no more");
      }
    }
  }

  private boolean mustWait(HeldRpc rpc) {
    return rules.hold(rpc.link(), rpc.rpc().kind(), rpc.reply(), rpc.detail());
  }

  HoldRules rules() {
    return rules;
  }

  /** Whether this message has to wait here. When too many do, the rest passes. */
  boolean keeps(Link link, String kind, boolean reply, RpcDetail detail) {
    return rules.hold(link, kind, reply, detail) && list.size() < MOST;
  }

  /** What waits now, the oldest first. */
  public List<HeldRpc> list() {
    return list;
  }

  /**
   * Keeps a message; it may have left again by the time that this returns.
   *
   * @return its number
   */
  long hold(RpcTap.Rpc rpc, boolean reply, RpcDetail detail, Waiting waiting, RpcTap tap) {
    return hold(new Held(new HeldRpc(next(), rpc, reply, detail, 0), waiting, tap));
  }

  private synchronized long next() {
    return ++last;
  }

  private long hold(Held one) {
    long number = one.rpc().number();
    synchronized (this) {
      held.put(number, one);
      untold.add(number);
      listAnew();
    }
    one.tap().held(one.rpc());
    synchronized (this) {
      untold.remove(number);
      notifyAll();
    }
    if (!mustWait(one.rpc())) { // taken back meanwhile
      release(number, HeldFate.DELIVERED, "it is held no more");
    }
    return number;
  }

  private void listAnew() {
    list = held.values().stream().map(Held::rpc).toList();
  }

  private Optional<Held> take(long number) {
    synchronized (this) {
      awaitTold(number);
      Held one = held.remove(number);
      listAnew();
      return Optional.ofNullable(one);
    }
  }

  /** That it leaves is told after that it waits, which is about to be told. */
  private synchronized void awaitTold(long number) {
    boolean interrupted = false;
    while (untold.contains(number)) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Lets messages go.
   *
   * @param fate delivered or dropped
   * @return the numbers of those that had waited until now
   */
  public List<Long> release(Collection<Long> numbers, HeldFate fate) {
    List<Long> done = new ArrayList<>();
    for (long number : numbers) {
      if (release(number, fate, "by hand")) {
        done.add(number);
      }
    }
    return done;
  }

  private boolean release(long number, HeldFate fate, String reason) {
    Optional<Held> one = take(number);
    one.ifPresent(
        h -> {
          h.tap().released(h.rpc(), fate, reason);
          if (fate == HeldFate.DELIVERED) {
            h.waiting().deliver();
          } else if (fate == HeldFate.DROPPED) {
            h.waiting().drop();
          }
        });
    return one.isPresent();
  }

  /**
   * Makes copies, which wait beside their originals.
   *
   * @return the numbers of those that could be copied
   */
  public List<Long> copy(Collection<Long> numbers) {
    List<Long> done = new ArrayList<>();
    for (long number : numbers) {
      @Nullable Held original;
      synchronized (this) {
        original = held.get(number);
      }
      if (original != null && copied(original)) {
        done.add(number);
      }
    }
    return done;
  }

  private boolean copied(Held original) {
    Optional<Copy> copy = original.waiting().copy();
    copy.ifPresent(
        c -> {
          HeldRpc rpc = original.rpc();
          HeldRpc second = new HeldRpc(next(), c.rpc(), rpc.reply(), rpc.detail(), rpc.number());
          hold(new Held(second, c.waiting(), original.tap()));
        });
    return copy.isPresent();
  }

  /** Whoever waited for the message does so no more. */
  void gone(long number, String reason) {
    release(number, HeldFate.GIVEN_UP, reason);
  }
}

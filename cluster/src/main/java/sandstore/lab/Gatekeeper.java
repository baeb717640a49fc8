package sandstore.lab;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Gate.Held;
import sandstore.lab.view.NodeView;
import sandstore.proto.Failure;
import sandstore.proto.FaultServiceGrpc;
import sandstore.proto.HeldFate;
import sandstore.proto.ReleaseRequest;
import sandstore.wire.Channels;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Holds;
import sandstore.wire.NodeId;

/**
 * Says what becomes of messages that wait, to the process that each waits in. Every verb returns
 * once the view shows what it did.
 */
public final class Gatekeeper {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final EventFeed feed;
  private final Channels hand;
  private final Holds clients;

  /**
   * @param hand reaches every node, whatever rules are in force
   * @param clients what the lab's own client holds
   */
  Gatekeeper(EventFeed feed, Channels hand, Holds clients) {
    this.feed = feed;
    this.hand = hand;
    this.clients = clients;
  }

  /** In this order they go on their way; those that do not wait any more are left out. */
  public List<Held> deliver(List<Held> held) throws InterruptedException {
    return release(held, HeldFate.DELIVERED);
  }

  /** They never arrive. */
  public List<Held> drop(List<Held> held) throws InterruptedException {
    return release(held, HeldFate.DROPPED);
  }

  private List<Held> release(List<Held> held, HeldFate fate) throws InterruptedException {
    List<Held> done = new ArrayList<>();
    for (List<Held> together : runs(held)) {
      done.addAll(ask(together, ReleaseRequest.newBuilder().setFate(fate)));
    }
    feed.must(
        view -> done.stream().noneMatch(h -> view.gate().held().contains(h)),
        ANSWER,
        "they were let go, but the events do not say so");
    return done;
  }

  /**
   * Each waits twice from now on.
   *
   * @return the copies
   */
  public List<Held> copy(List<Held> held) throws InterruptedException {
    List<Held> done = new ArrayList<>();
    Map<NodeId, Long> newest = new LinkedHashMap<>();
    held.forEach(h -> newest.put(h.holder(), newest(feed.view(), h.holder())));
    for (List<Held> together : runs(held)) {
      done.addAll(ask(together, ReleaseRequest.newBuilder().setCopy(true)));
    }
    feed.must(
        view -> done.stream().allMatch(h -> !copies(view, h, newest).isEmpty()),
        ANSWER,
        "they were copied, but the events do not say so");
    ClusterView view = feed.view();
    return done.stream().flatMap(h -> copies(view, h, newest).stream().limit(1)).toList();
  }

  private static long newest(ClusterView view, NodeId holder) {
    return view.gate().held().stream()
        .filter(h -> h.holder().equals(holder))
        .mapToLong(h -> h.message().getHeld())
        .max()
        .orElse(0);
  }

  private static List<Held> copies(ClusterView view, Held of, Map<NodeId, Long> after) {
    return view.gate().held().stream()
        .filter(h -> h.holder().equals(of.holder()))
        .filter(h -> h.message().getCopyOf() == of.message().getHeld())
        .filter(h -> h.message().getHeld() > after.getOrDefault(h.holder(), 0L))
        .toList();
  }

  /** Those that follow each other and wait in the same process. */
  private static List<List<Held>> runs(List<Held> held) {
    List<List<Held>> runs = new ArrayList<>();
    for (Held h : held) {
      List<Held> last = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
      if (!last.isEmpty() && last.get(0).holder().equals(h.holder())) {
        last.add(h);
      } else {
        runs.add(new ArrayList<>(List.of(h)));
      }
    }
    return runs;
  }

  private List<Held> ask(List<Held> held, ReleaseRequest.Builder what) {
    NodeId holder = held.get(0).holder();
    List<Long> numbers = held.stream().map(h -> h.message().getHeld()).toList();
    Collection<Long> done =
        holder.equals(NodeId.CLIENT)
            ? askClient(numbers, what)
            : askNode(holder, what.addAllHeld(numbers).build());
    return held.stream().filter(h -> done.contains(h.message().getHeld())).toList();
  }

  private Collection<Long> askClient(List<Long> numbers, ReleaseRequest.Builder what) {
    return what.getCopy() ? clients.copy(numbers) : clients.release(numbers, what.getFate());
  }

  private Collection<Long> askNode(NodeId holder, ReleaseRequest request) {
    boolean paused =
        feed.view().node(holder).filter(n -> n.process() == NodeView.Process.PAUSED).isPresent();
    if (paused) {
      throw new Refusal(
          holder + " is paused, and the message waits in it", "resume " + holder + " first");
    }
    try {
      return FaultServiceGrpc.newBlockingStub(hand.free(holder))
          .withDeadlineAfter(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
          .release(request)
          .getHeldList();
    } catch (StatusRuntimeException e) {
      String ids =
          request.getHeldList().stream()
              .map(number -> holder + "." + number)
              .collect(Collectors.joining(", "));
      throw new DefiniteFailure(
          Failure.Code.UNREACHABLE,
          holder + " does not answer; held shows whether it has let go of " + ids,
          e);
    }
  }
}

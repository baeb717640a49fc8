package sandstore.lab.prove.invariant;

import com.google.auto.service.AutoService;
import java.util.Optional;
import sandstore.lab.LabEvent;
import sandstore.lab.prove.workload.Observation;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/**
 * I8: the store can be written again within 10 s after all was healed, and within 5 s after its
 * leader was killed and nothing else was wrong. Judged while clients write.
 */
@AutoService(Invariant.class)
public final class Available implements Invariant {
  private static final double AFTER_HEAL_SECONDS = 10;
  private static final double AFTER_KILL_SECONDS = 5;

  private long acknowledged;
  private long calmFrom;
  private long killed;
  private Optional<NodeId> dead = Optional.empty();
  private long killedOrder;

  @Override
  public String id() {
    return "I8";
  }

  @Override
  public String says() {
    return "it can be written 10 s after all was healed, 5 s after a leader was killed";
  }

  @Override
  public synchronized void sees(Observation observation, Findings findings) {
    if (observation instanceof Observation.Acknowledged ack) {
      acknowledged = Math.max(acknowledged, ack.nanos());
    }
  }

  @Override
  public synchronized void hears(
      LabEvent event, ClusterView before, ClusterView after, Findings findings) {
    if (event.event().hasNodeExited()) {
      NodeId gone = new NodeId(event.event().getNodeExited().getNode());
      boolean led = before.leader().filter(l -> l.id().equals(gone)).isPresent();
      if (led && Situation.calm(before) && before.nodes().size() >= 3) {
        killed = event.receivedNanos();
        killedOrder = event.order();
        dead = Optional.of(gone);
      }
    }
    if (dead.isPresent() && !onlyDead(after)) {
      dead = Optional.empty(); // it came back, or something else is wrong now, too
    }
  }

  private boolean onlyDead(ClusterView view) {
    return view.faults().isEmpty()
        && view.nodeFaults().isEmpty()
        && view.nodes().values().stream()
            .allMatch(
                n -> (n.process() == NodeView.Process.RUNNING) != dead.equals(Optional.of(n.id())));
  }

  @Override
  public synchronized void tick(Situation situation, Findings findings) {
    long now = System.nanoTime();
    long writing = situation.writingSince();
    if (writing == 0) {
      calmFrom = 0;
      return;
    }
    long calm = situation.calmSince();
    calmFrom = calm == 0 ? 0 : Math.max(calm, writing);
    if (calmFrom != 0
        && now - Math.max(acknowledged, calmFrom)
            > situation.within(AFTER_HEAL_SECONDS).toNanos()) {
      findings.broken(
          String.format(
              "no write was acknowledged for %.0f s, though nothing is wrong",
              (now - Math.max(acknowledged, calmFrom)) / 1e9));
    }
    long since = Math.max(killed, writing);
    if (dead.isPresent()
        && acknowledged < since
        && now - since > situation.within(AFTER_KILL_SECONDS).toNanos()) {
      findings.broken(
          String.format(
              "no write was acknowledged for %.1f s after the leader %s was killed",
              (now - since) / 1e9, dead.get()),
          killedOrder);
      dead = Optional.empty();
    }
  }
}

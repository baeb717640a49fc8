package sandstore.lab.prove.invariant;

import com.google.auto.service.AutoService;
import sandstore.lab.LabEvent;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Invariants;

/**
 * I9: at most one leader a term; terms never fall, and nothing that was committed is taken back.
 */
@AutoService(Invariant.class)
public final class OneLeader implements Invariant {
  @Override
  public String id() {
    return "I9";
  }

  @Override
  public String says() {
    return "at most one leader a term";
  }

  @Override
  public void hears(LabEvent event, ClusterView before, ClusterView after, Findings findings) {
    for (String broken : Invariants.check(before, event.event(), after)) {
      findings.broken(broken, event.order());
    }
  }
}

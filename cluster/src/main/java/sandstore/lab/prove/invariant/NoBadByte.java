package sandstore.lab.prove.invariant;

import com.google.auto.service.AutoService;
import sandstore.lab.prove.workload.Observation;

/** I3: what is read is what somebody wrote, whole. */
@AutoService(Invariant.class)
public final class NoBadByte implements Invariant {
  @Override
  public String id() {
    return "I3";
  }

  @Override
  public String says() {
    return "no byte is read that nobody wrote";
  }

  @Override
  public boolean judges(String topology) {
    return true;
  }

  @Override
  public void sees(Observation observation, Findings findings) {
    if (observation instanceof Observation.BadBytes bad) {
      findings.broken(bad.path() + ", as " + bad.client() + " sees it: " + bad.detail());
    }
  }
}

package sandstore.lab.prove.invariant;

import com.google.auto.service.AutoService;
import sandstore.lab.prove.workload.Observation;

/** I4: a request that is sent again is answered again, and not carried out again. */
@AutoService(Invariant.class)
public final class AtMostOnce implements Invariant {
  @Override
  public String id() {
    return "I4";
  }

  @Override
  public String says() {
    return "a request takes effect at most once";
  }

  @Override
  public boolean judges(String topology) {
    return true;
  }

  @Override
  public void sees(Observation observation, Findings findings) {
    if (observation instanceof Observation.TwoAnswers two) {
      findings.broken(two.path() + ", asked for by " + two.client() + ": " + two.detail());
    }
  }
}

package sandstore.lab.prove.invariant;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import sandstore.lab.history.History;
import sandstore.lab.prove.workload.Observation;

/** I2: what was acknowledged is there, until something else was written over it. */
@AutoService(Invariant.class)
public final class NoWriteLost implements Invariant {
  @Override
  public String id() {
    return "I2";
  }

  @Override
  public String says() {
    return "no acknowledged write is lost";
  }

  @Override
  public boolean judges(String topology) {
    return true;
  }

  @Override
  public void sees(Observation observation, Findings findings) {
    if (observation instanceof Observation.Lost lost) {
      findings.broken(lost.path() + ": " + lost.detail());
    }
  }

  @Override
  public void inTheEnd(Situation situation, Findings findings) {
    History history = situation.cluster().history();
    List<LostWrites.Lost> lost = LostWrites.in(history.operations());
    Optional<LostWrites.Lost> first = lost.stream().findFirst();
    first.ifPresent(
        one ->
            findings.broken(
                one.words() + (lost.size() > 1 ? ", and " + (lost.size() - 1) + " more" : "")));
  }
}

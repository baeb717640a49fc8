package sandstore.lab.prove.invariant;

import com.google.auto.service.AutoService;
import sandstore.lab.check.Checker;
import sandstore.lab.check.Judgement;
import sandstore.lab.check.Verdict;
import sandstore.lab.history.History;
import sandstore.lab.history.Value;

/** I1: what clients were told could have been told by one copy that does one thing at a time. */
@AutoService(Invariant.class)
public final class Linearizable implements Invariant {
  private static final int MOST_LIVE = 6_000;
  private static final int EVERY = 5;

  private int ticks;
  private boolean broken;

  @Override
  public String id() {
    return "I1";
  }

  @Override
  public String says() {
    return "each path is linearizable";
  }

  @Override
  public boolean judges(String topology) {
    return true;
  }

  @Override
  public void tick(Situation situation, Findings findings) throws InterruptedException {
    if (++ticks % EVERY == 0 && !broken) {
      History history = situation.cluster().history();
      if (history.operations().size() <= MOST_LIVE) {
        judge(situation, history, findings, false);
      }
    }
  }

  @Override
  public void inTheEnd(Situation situation, Findings findings) throws InterruptedException {
    judge(situation, situation.cluster().history(), findings, true);
  }

  private void judge(Situation situation, History history, Findings findings, boolean last)
      throws InterruptedException {
    Judgement judged =
        Checker.usual().judge(history, Value.NIL, situation.cluster().fresh(), (done, of) -> {});
    if (judged.verdict() == Verdict.NOT_LINEARIZABLE) {
      broken = true;
      findings.broken(
          "no order explains what clients were told of "
              + String.join(", ", judged.wrongKeys().stream().limit(4).toList())
              + (judged.wrongKeys().size() > 4 ? " .." : "")
              + "; check shows it");
    } else if (last && judged.verdict() == Verdict.UNKNOWN) {
      findings.unknown(String.join("; ", judged.unknown()));
    }
  }
}

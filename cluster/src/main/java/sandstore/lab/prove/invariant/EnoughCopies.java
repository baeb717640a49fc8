package sandstore.lab.prove.invariant;

import com.google.auto.service.AutoService;
import java.util.List;
import sandstore.lab.Lab;
import sandstore.lab.story.Sentence;

/** I6: a minute after all was healed each chunk has as many sound copies as it should have. */
@AutoService(Invariant.class)
public final class EnoughCopies implements Invariant {
  private static final double MINUTE = 60;

  @Override
  public String id() {
    return "I6";
  }

  @Override
  public String says() {
    return "a minute after all was healed every chunk has its copies";
  }

  @Override
  public void tick(Situation situation, Findings findings) {
    long calm = situation.calmSince();
    boolean over = calm != 0 && System.nanoTime() - calm > situation.within(MINUTE).toNanos();
    long missing = situation.cluster().view().underReplicated().orElse(0);
    if (over && situation.writingSince() == 0 && missing > 0) {
      findings.broken(Sentence.count(missing, "chunk") + " short of copies, a minute after heal");
    }
  }

  @Override
  public void inTheEnd(Situation situation, Findings findings) throws InterruptedException {
    Lab.Ending scrubbed = situation.lab().run("scrub now", reply -> {});
    boolean counted =
        situation
            .cluster()
            .await(v -> v.underReplicated().orElse(-1) == 0, situation.within(MINUTE));
    if (!counted) {
      findings.broken(
          "a minute after all was healed "
              + situation.cluster().view().underReplicated().stream()
                  .mapToObj(few -> Sentence.count(few, "chunk"))
                  .findFirst()
                  .orElse("nobody says how many chunks")
              + " short of copies");
      return;
    }
    List<Copies.Chunk> chunks = Copies.of(situation.cluster());
    int wanted =
        Math.min(
            situation.cluster().shape().replicas(), situation.cluster().view().running().size());
    List<Copies.Chunk> few = chunks.stream().filter(c -> c.sound().size() < wanted).toList();
    if (!few.isEmpty()) {
      findings.broken(
          Sentence.count(few.size(), "chunk")
              + " with fewer than "
              + wanted
              + " sound copies on disk, though the leader counts none; the first: "
              + few.get(0).words());
    }
    if (scrubbed.status() != 0) {
      findings.unknown("not every copy could be read: " + scrubbed.message());
    }
  }
}

package sandstore.lab.prove.invariant;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sandstore.lab.Lab;
import sandstore.lab.LabEvent;
import sandstore.lab.Reply;
import sandstore.lab.story.Sentence;
import sandstore.lab.view.ClusterView;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/** I7: no chunk that a file refers to is deleted, and no other stays for long. */
@AutoService(Invariant.class)
public final class OnlyGarbageGoes implements Invariant {
  private static final double GRACE_SECONDS = 30;

  @Override
  public String id() {
    return "I7";
  }

  @Override
  public String says() {
    return "no chunk that is needed is deleted, no other stays";
  }

  @Override
  public void hears(LabEvent event, ClusterView before, ClusterView after, Findings findings) {
    if (event.event().hasChunkLost()) {
      findings.broken(
          "no sound copy is left of chunk " + ChunkKey.of(event.event().getChunkLost().getId()),
          event.order());
    }
  }

  @Override
  public void inTheEnd(Situation situation, Findings findings) throws InterruptedException {
    List<Copies.Chunk> chunks = Copies.of(situation.cluster());
    List<Copies.Chunk> none = chunks.stream().filter(c -> c.sound().isEmpty()).toList();
    if (!none.isEmpty()) {
      findings.broken(
          "nowhere: "
              + Sentence.count(none.size(), "chunk")
              + " that files refer to; the first: "
              + none.get(0).words());
    }
    Lab.Ending marked = Lab.Ending.OK;
    List<String> said = new ArrayList<>();
    boolean gone = false;
    long until = System.nanoTime() + situation.within(GRACE_SECONDS).toNanos();
    while (!gone && System.nanoTime() < until) {
      marked =
          situation
              .lab()
              .run(
                  "gc now --older 1s",
                  reply -> {
                    if (reply instanceof Reply.Result result) {
                      said.add(String.join(" ", result.text()));
                    }
                  });
      gone =
          situation.cluster().await(v -> orphans(v.upkeep().orphans()) == 0, situation.within(3));
    }
    if (!gone) {
      String left = String.valueOf(situation.cluster().view().upkeep().orphans());
      String last = said.isEmpty() ? "nothing" : said.get(said.size() - 1);
      findings.broken(
          "chunks of no file stay on disks, by node: " + left + "; gc says last: " + last);
    } else if (marked.status() != 0) {
      findings.unknown("garbage could not be collected: " + marked.message());
    }
  }

  private static long orphans(Map<NodeId, Long> byNode) {
    return byNode.values().stream().mapToLong(Long::longValue).sum();
  }
}

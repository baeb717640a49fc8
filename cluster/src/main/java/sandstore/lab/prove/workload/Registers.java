package sandstore.lab.prove.workload;

import com.google.auto.service.AutoService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation.Outcome;

/** Small files that are read, written, and compared and set: the classic. */
@AutoService(Workload.class)
public final class Registers implements Workload {
  private static final int KEYS = 10;
  private static final int LIFE = 200;
  private static final int MOST_CLIENTS_A_KEY = 8;

  private final Map<Integer, Rotation> rotations = new ConcurrentHashMap<>();
  private final Map<String, Boolean> used = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "registers";
  }

  @Override
  public String about() {
    return "reads, writes and compare-and-sets of ten small files, and then fresh ones";
  }

  @Override
  public int clients() {
    return 5;
  }

  @Override
  public void act(Hand hand) throws InterruptedException {
    int group = hand.number() / MOST_CLIENTS_A_KEY;
    Rotation rotation =
        rotations.computeIfAbsent(group, g -> new Rotation("r" + g + "-", KEYS, LIFE));
    Rotation.Key key = rotation.any(hand.chance());
    String path = hand.arena().path(key.name());
    used.put(path, true);
    int kind = hand.chance().nextInt(10);
    if (kind < 4) {
      var unused = hand.get(path);
    } else if (kind < 7) {
      rotation.ended(key, hand.put(path, hand.arena().contents().fresh(20)));
    } else {
      rotation.ended(key, swap(hand, path));
    }
  }

  private static Outcome swap(Hand hand, String path) throws InterruptedException {
    Hand.@Nullable Version there = hand.stat(path);
    return there == null ? Outcome.NOT : hand.swap(path, there, hand.arena().contents().fresh(20));
  }

  @Override
  public void finish(Hand hand) throws InterruptedException {
    for (String path : used.keySet()) {
      var unused = hand.get(path);
    }
  }
}

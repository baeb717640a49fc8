package sandstore.lab.prove.workload;

import com.google.auto.service.AutoService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import sandstore.lab.history.Operation.Outcome;

/** Files come, go and change their names; three names at a time, which renames tie together. */
@AutoService(Workload.class)
public final class Files implements Workload {
  private static final String NAMES = "abc";
  private static final int LIFE = 60;

  private final Rotation rotation = new Rotation("f", 1, LIFE);
  private final Map<String, Boolean> used = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "files";
  }

  @Override
  public String about() {
    return "files are created, removed, renamed and looked for";
  }

  @Override
  public int clients() {
    return 3;
  }

  @Override
  public void act(Hand hand) throws InterruptedException {
    Rotation.Key key = rotation.any(hand.chance());
    String one = any(hand, key);
    int kind = hand.chance().nextInt(10);
    Outcome outcome = Outcome.OK;
    if (kind < 3) {
      outcome = hand.swap(one, Hand.Version.NOTHING, hand.arena().contents().fresh(20));
    } else if (kind < 4) {
      outcome = hand.remove(one);
    } else if (kind < 7) {
      String other = any(hand, key);
      if (!other.equals(one)) {
        outcome = hand.rename(one, other, hand.chance().nextBoolean());
      }
    } else {
      var unused = hand.stat(one);
    }
    rotation.ended(key, outcome);
  }

  private String any(Hand hand, Rotation.Key key) {
    String path =
        hand.arena().path(key.name() + NAMES.charAt(hand.chance().nextInt(NAMES.length())));
    used.put(path, true);
    return path;
  }

  @Override
  public void finish(Hand hand) throws InterruptedException {
    for (String path : used.keySet()) {
      var unused = hand.stat(path);
    }
  }
}

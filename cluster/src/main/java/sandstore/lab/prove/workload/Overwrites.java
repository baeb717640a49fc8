package sandstore.lab.prove.workload;

import com.google.auto.service.AutoService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files of several chunks (64 KiB each, where the cluster was started so), overwritten and read.
 */
@AutoService(Workload.class)
public final class Overwrites implements Workload {
  private static final int LEAST_BYTES = 100 << 10;
  private static final int MORE_BYTES = 150 << 10;

  private final Rotation rotation = new Rotation("o", 2, 60);
  private final Map<String, Boolean> used = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "overwrites";
  }

  @Override
  public String about() {
    return "files of several chunks are overwritten and read: one version whole, or another";
  }

  @Override
  public int clients() {
    return 2;
  }

  @Override
  public void act(Hand hand) throws InterruptedException {
    Rotation.Key key = rotation.any(hand.chance());
    String path = hand.arena().path(key.name());
    used.put(path, true);
    if (hand.chance().nextBoolean()) {
      var unused = hand.get(path);
    } else {
      int bytes = LEAST_BYTES + hand.chance().nextInt(MORE_BYTES);
      rotation.ended(key, hand.put(path, hand.arena().contents().fresh(bytes)));
    }
  }

  @Override
  public void finish(Hand hand) throws InterruptedException {
    for (String path : used.keySet()) {
      var unused = hand.get(path);
    }
  }
}

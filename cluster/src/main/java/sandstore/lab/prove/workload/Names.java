package sandstore.lab.prove.workload;

import com.google.auto.service.AutoService;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import sandstore.lab.history.Operation.Outcome;
import sandstore.proto.Failure;
import sandstore.proto.FileInfo;
import sandstore.proto.ListResponse;
import sandstore.wire.StoreException;

/**
 * A set that only grows: empty files are created, never removed, and listed in the end. Whatever
 * was acknowledged must be in the list, and nothing that was refused.
 */
@AutoService(Workload.class)
public final class Names implements Workload {
  private static final int TRIES = 20;

  private final AtomicInteger made = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();

  @Override
  public String name() {
    return "names";
  }

  @Override
  public String about() {
    return "a set that only grows: names are created, and all of them listed in the end";
  }

  @Override
  public int clients() {
    return 3;
  }

  @Override
  public void act(Hand hand) throws InterruptedException {
    String name = String.format("n%07d", made.incrementAndGet());
    String path = hand.arena().path(name);
    Outcome outcome = hand.swap(path, Hand.Version.NOTHING, hand.arena().contents().empty());
    if (outcome == Outcome.OK) {
      acknowledged.add(name);
    } else if (outcome == Outcome.UNKNOWN) {
      unknown.add(name);
      var unused = hand.stat(path);
    }
    if (hand.chance().nextInt(20) == 0) {
      var unused = hand.stat(hand.arena().path(earlier(hand)));
    }
  }

  private String earlier(Hand hand) {
    return String.format("n%07d", 1 + hand.chance().nextInt(made.get()));
  }

  /**
   * The list comes in pages, and is no read of one moment; but what was acknowledged before its
   * first page must be in it.
   */
  @Override
  public void finish(Hand hand) throws InterruptedException {
    Set<String> there = null;
    for (int i = 0; i < TRIES && there == null; i++) {
      there = list(hand);
    }
    if (there == null) {
      return; // nobody would say: whether the store can be used again is judged elsewhere
    }
    for (String name : acknowledged) {
      if (!there.remove(name)) {
        hand.arena()
            .observe(
                new Observation.Lost(
                    hand.arena().path(name), "it was acknowledged, and is not in the list"));
      }
    }
    there.removeAll(unknown);
    for (String name : there) {
      hand.arena()
          .observe(
              new Observation.BadBytes(
                  hand.arena().path(name), hand.lane(), "it was refused, and is in the list"));
    }
  }

  private static String name(FileInfo entry) {
    return entry.getPath().substring(entry.getPath().lastIndexOf('/') + 1);
  }

  private static @org.jspecify.annotations.Nullable Set<String> list(Hand hand)
      throws InterruptedException {
    Set<String> all = new HashSet<>();
    String after = "";
    while (true) {
      try {
        ListResponse page = hand.client().list(hand.arena().folder(), after, 0, Hand.CALL);
        List<FileInfo> entries = page.getEntriesList();
        entries.forEach(e -> all.add(name(e)));
        if (entries.isEmpty() || !page.getMore()) {
          return all;
        }
        after = name(entries.get(entries.size() - 1));
      } catch (StoreException e) {
        return e.code() == Failure.Code.NOT_FOUND ? Collections.emptySet() : null;
      }
    }
  }
}

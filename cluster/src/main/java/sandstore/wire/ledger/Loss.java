package sandstore.wire.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a power failure does to a folder: a pure function of what was not forced, of what is there,
 * and of chance.
 *
 * <p>Names become what they durably were. Files are cut to their forced length; as a disk may have
 * been at work when the power went, a piece of up to a page may be left behind it, with holes of
 * zeros. Where the forced part was overwritten, each sector holds the old bytes or the new ones.
 */
public final class Loss {
  private static final int SECTOR = 512;
  private static final int PAGE = 4096;

  /** One thing to be done to the folder; paths are relative to it. */
  public sealed interface Step {
    String path();
  }

  /** Bytes that stand there again. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Write(String path, long position, byte[] bytes) implements Step {}

  public record Truncate(String path, long length) implements Step {}

  public record Delete(String path) implements Step {}

  /** The kept file takes the name, whatever has it now. */
  public record Restore(String kept, String path) implements Step {}

  private final Unforced unforced;
  private final Map<String, Long> sizes;
  private final Random chance;
  private final List<Step> steps = new ArrayList<>();

  private Loss(Unforced unforced, Map<String, Long> sizes, Random chance) {
    this.unforced = unforced;
    this.sizes = sizes;
    this.chance = chance;
  }

  /**
   * The steps, to be done in this order.
   *
   * @param sizes of all files in the folder, by path
   */
  public static List<Step> of(Unforced unforced, Map<String, Long> sizes, Random chance) {
    Loss loss = new Loss(unforced, sizes, chance);
    unforced.bodies().forEach(loss::bytes);
    unforced.names().forEach(loss::name);
    return loss.steps;
  }

  private void bytes(Unforced.Body body) {
    String path = where(body);
    if (path == null) {
      return;
    }
    for (int i = body.overwritten().size() - 1; i >= 0; i--) {
      revert(path, body.overwritten().get(i), body.forced());
    }
    long size = sizes.getOrDefault(path, 0L);
    if (size > body.forced()) {
      tear(path, body.forced(), size);
    }
  }

  /** A kept place that is not there yet: the change was noted but not made. */
  private @Nullable String where(Unforced.Body body) {
    for (String place : body.places()) {
      if (sizes.containsKey(place)) {
        return place;
      }
    }
    for (String place : body.places()) {
      String before = unforced.keptFor(place).map(Unforced.Name::path).orElse("");
      if (sizes.containsKey(before)) {
        return before;
      }
    }
    return null;
  }

  /** Behind the forced part the file may have been cut meanwhile. */
  private void revert(String path, Entry.Overwritten over, long forced) {
    int length = (int) Math.min(over.old().length, forced - over.position());
    int at = 0;
    while (at < length) {
      long position = over.position() + at;
      int n = (int) Math.min(length - at, SECTOR - position % SECTOR);
      if (chance.nextBoolean()) {
        byte[] piece = new byte[n];
        System.arraycopy(over.old(), at, piece, 0, n);
        steps.add(new Write(path, position, piece));
      }
      at += n;
    }
  }

  private void tear(String path, long forced, long size) {
    long most = Math.min(size - forced, PAGE);
    long left = chance.nextBoolean() ? 0 : (long) (chance.nextDouble() * (most + 1));
    steps.add(new Truncate(path, forced + left));
    for (long at = forced; at < forced + left; ) {
      int n = (int) Math.min(forced + left - at, SECTOR - at % SECTOR);
      if (chance.nextInt(4) == 0) {
        steps.add(new Write(path, at, new byte[n]));
      }
      at += n;
    }
  }

  private void name(Unforced.Name name) {
    if (name.kept() == 0) {
      if (sizes.containsKey(name.path())) {
        steps.add(new Delete(name.path()));
      }
    } else if (sizes.containsKey(Unforced.kept(name.kept()))) {
      steps.add(new Restore(Unforced.kept(name.kept()), name.path()));
    }
  }
}

package sandstore.wire.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is not durable: the entries of a ledger, added up. It does no I/O. Not for several threads.
 *
 * <p>An entry about a file that is not known any more changes nothing: its last name is gone.
 */
public final class Unforced {
  /** Folder, below the node's, of files that are kept by a hard link. */
  public static final String KEPT = "kept";

  /** The ledger's file, in the node's folder. */
  public static final String FILE = "ledger";

  /**
   * A name that is not durable as it is.
   *
   * @param kept number of the file that durably has this name; 0: none has
   * @param sequence when it was changed
   */
  public record Name(String path, long kept, long sequence) {
    /** Of the path; the empty string is the node's own. */
    public String folder() {
      return Unforced.folder(path);
    }
  }

  /**
   * A file with bytes that are not durable.
   *
   * @param places where it may be found; a kept place exists only once the change was made
   * @param forced length of the durable part
   * @param overwritten in the durable part, oldest first
   */
  public record Body(
      int file, List<String> places, long forced, List<Entry.Overwritten> overwritten) {
    public Body {
      places = List.copyOf(places);
      overwritten = List.copyOf(overwritten);
    }

    private Body at(List<String> newPlaces) {
      return new Body(file, newPlaces, forced, overwritten);
    }
  }

  private final Map<String, Name> names = new TreeMap<>();
  private final Map<Integer, Body> bodies = new TreeMap<>();

  /** Where a kept file is, relative to the node's folder. */
  public static String kept(long number) {
    return KEPT + "/" + number;
  }

  public Collection<Name> names() {
    return names.values();
  }

  public @Nullable Name name(String path) {
    return names.get(path);
  }

  public Collection<Body> bodies() {
    return bodies.values();
  }

  public @Nullable Body body(int file) {
    return bodies.get(file);
  }

  public Optional<Body> bodyAt(String path) {
    return bodies.values().stream().filter(b -> b.places().contains(path)).findFirst();
  }

  /** The name for which this file is kept. */
  Optional<Name> keptFor(String place) {
    return names.values().stream()
        .filter(n -> n.kept() > 0 && kept(n.kept()).equals(place))
        .findFirst();
  }

  /** Folder of a path; the empty string is the node's own. */
  public static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** Names of this folder that a force which began then makes durable. */
  public List<Name> settledBy(String folder, long upTo) {
    return names.values().stream()
        .filter(n -> n.sequence() <= upTo && n.folder().equals(folder))
        .toList();
  }

  /** The same state as entries. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    names.values().forEach(n -> entries.add(new Entry.Named(n.sequence(), n.path(), n.kept())));
    for (Body b : bodies.values()) {
      entries.add(new Entry.Dirty(b.file(), b.forced(), b.places()));
      entries.addAll(b.overwritten());
    }
    return entries;
  }

  void name(String path, long kept, long sequence, boolean replace) {
    Name name = new Name(path, kept, sequence);
    if (replace) {
      names.put(path, name);
    } else {
      names.putIfAbsent(path, name);
    }
  }

  /** Nothing has this name now; if nothing has it durably either, there is no more to say. */
  void nothingStands(String path) {
    Name name = names.get(path);
    if (name != null && name.kept() == 0) {
      names.remove(path);
    }
  }

  void settle(String folder, long upTo) {
    for (Name name : settledBy(folder, upTo)) {
      names.remove(name.path());
      if (name.kept() > 0) {
        leave(kept(name.kept()));
      }
    }
  }

  void move(String from, String to) {
    places(from, List.of(to));
  }

  void alsoAt(String place, String other) {
    places(place, List.of(place, other));
  }

  void leave(String place) {
    places(place, List.of());
  }

  /** Puts others in the place of one; a file without any place is gone. */
  private void places(String place, List<String> instead) {
    for (Body b : List.copyOf(bodies.values())) {
      int i = b.places().indexOf(place);
      if (i >= 0) {
        List<String> places = new ArrayList<>(b.places());
        places.remove(i);
        places.addAll(i, instead);
        if (places.isEmpty()) {
          bodies.remove(b.file());
        } else {
          bodies.put(b.file(), b.at(places));
        }
      }
    }
  }

  void dirty(int file, long forced, List<String> places) {
    bodies.put(file, new Body(file, places, forced, List.of()));
  }

  void overwritten(int file, Entry.Overwritten entry) {
    bodies.computeIfPresent(
        file,
        (f, b) -> {
          List<Entry.Overwritten> all = new ArrayList<>(b.overwritten());
          all.add(entry);
          return new Body(f, b.places(), b.forced(), all);
        });
  }

  void forced(int file, long length, long upTo) {
    bodies.computeIfPresent(
        file,
        (f, b) ->
            new Body(
                f,
                b.places(),
                length,
                b.overwritten().stream().filter(o -> o.sequence() > upTo).toList()));
  }

  void clean(int file) {
    bodies.remove(file);
  }
}

package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sandstore.node.metadata.Inode.Folder;

/** Pages of entries and of chunk names against the JDK's own sorted collections. */
final class EntriesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void entriesAreASortedMap(long seed) {
    Random random = new Random(seed);
    TreeMap<String, Long> model = new TreeMap<>(Entries::byCodePoints);
    Entries entries = Entries.EMPTY;
    for (long id = 1; id < 3000; id++) {
      String name = name(random);
      if (random.nextInt(4) == 0) {
        model.remove(name);
        entries = entries.without(name);
      } else {
        model.put(name, id);
        entries = entries.with(name, Folder.empty(id, 0));
      }
      assertThat(entries.size()).isEqualTo(model.size());
      String asked = name(random);
      Inode found = entries.get(asked);
      assertThat(found == null ? null : found.id()).isEqualTo(model.get(asked));
      if (id % 100 == 0) {
        assertThat(names(entries.after(null))).containsExactlyElementsOf(model.keySet());
        assertThat(names(entries.after(asked)))
            .containsExactlyElementsOf(model.tailMap(asked, false).keySet());
      }
    }
  }

  private static String name(Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> "\uD83D\uDE00" + random.nextInt(20); // beyond 16 bits
      case 1 -> "\uFF21" + random.nextInt(20); // comes before those, but not in UTF-16
      default -> "n" + random.nextInt(600);
    };
  }

  private static List<String> names(java.util.Iterator<Map.Entry<String, Inode>> entries) {
    List<String> names = new ArrayList<>();
    entries.forEachRemaining(e -> names.add(e.getKey()));
    return names;
  }

  /** Whoever holds an old one sees what it held. */
  @Test
  void anOldOneStaysAsItWas() {
    Entries old = Entries.EMPTY;
    for (int i = 0; i < 100; i++) {
      old = old.with("n" + i, Folder.empty(i, 0));
    }
    Entries now = old.without("n7").with("n8", Folder.empty(1000, 0)).with("m", Folder.empty(7, 0));
    assertThat(old.size()).isEqualTo(100);
    assertThat(old.get("n7")).isNotNull();
    assertThat(old.get("n8")).extracting(Inode::id).isEqualTo(8L);
    assertThat(now.get("n7")).isNull();
    assertThat(now.size()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void chunkNamesAreASortedSet(long seed) {
    Random random = new Random(seed);
    TreeSet<ChunkName> model = new TreeSet<>();
    ChunkSet set = ChunkSet.EMPTY;
    for (int i = 0; i < 5000; i++) {
      ChunkName name =
          new ChunkName((random.nextInt(9) - 4L) << 60, random.nextInt(100), random.nextInt(2));
      if (random.nextInt(4) == 0) {
        model.remove(name);
        set = set.minus(name);
      } else {
        model.add(name);
        set = set.plus(name);
      }
      assertThat(set.size()).isEqualTo(model.size());
      assertThat(set.contains(name)).isEqualTo(model.contains(name));
    }
    assertThat(set).containsExactlyElementsOf(model);
  }
}

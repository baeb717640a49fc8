package sandstore.node.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a disk promises, said without a ledger: for each name the file that it durably has, and for
 * each byte of a file every value that may stand there after the power failed.
 */
final class PowerModel {
  /** A file, whatever its name. */
  static final class Inode {
    private final List<BitSet> allowed = new ArrayList<>();
    private final List<Integer> now = new ArrayList<>();
    private int forced;

    int size() {
      return now.size();
    }

    void write(int position, byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        int value = bytes[i] & 0xFF;
        int at = position + i;
        if (at == now.size()) {
          now.add(value);
          allowed.add(new BitSet(256));
          allowed.get(at).set(0); // a hole
        }
        now.set(at, value);
        allowed.get(at).set(value);
      }
    }

    void force() {
      forced = now.size();
      for (int i = 0; i < forced; i++) {
        allowed.get(i).clear();
        allowed.get(i).set(now.get(i));
      }
    }

    /** Whether the rest is there until it is gone, nobody knows. */
    void beginTruncate(int size) {
      forced = Math.min(forced, size);
    }

    void truncate(int size) {
      now.subList(size, now.size()).clear();
      allowed.subList(size, allowed.size()).clear();
    }

    /** Empty when these bytes may be left of it. */
    private String flaw(byte[] found) {
      if (found.length < forced || found.length > now.size()) {
        return found.length + " bytes of " + forced + " to " + now.size();
      }
      for (int i = 0; i < found.length; i++) {
        if (!allowed.get(i).get(found[i] & 0xFF)) {
          return "byte " + i + " never was that";
        }
      }
      return "";
    }
  }

  final Map<String, Inode> now = new HashMap<>();
  private final Map<String, Inode> durable = new HashMap<>();

  /** Names that were being changed or forced when the end came: they may be as they were, too. */
  private final Set<String> underway = new HashSet<>();

  void forceFolder(String folder) {
    durable.keySet().removeIf(name -> name.startsWith(folder + "/"));
    now.forEach(
        (name, inode) -> {
          if (name.startsWith(folder + "/")) {
            durable.put(name, inode);
          }
        });
  }

  void underway(List<String> names) {
    underway.clear();
    underway.addAll(names);
  }

  /** Compares what is left with what may be left. */
  void check(Path root, List<String> names) throws IOException {
    for (String name : names) {
      String flaw = flaw(root.resolve(name), durable.get(name));
      if (!flaw.isEmpty() && underway.contains(name)) {
        flaw = flaw(root.resolve(name), now.get(name));
      }
      assertThat(flaw).as(name).isEmpty();
    }
  }

  private static String flaw(Path file, @Nullable Inode inode) throws IOException {
    if (Files.exists(file) != (inode != null)) {
      return inode == null ? "it is there" : "it is missing";
    }
    return inode == null ? "" : inode.flaw(Files.readAllBytes(file));
  }
}

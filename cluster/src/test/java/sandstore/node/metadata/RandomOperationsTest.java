package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;

/** Random operations on the namespace and on a model so simple that it is seen to be right. */
class RandomOperationsTest {
  private static final int OPERATIONS = 1500;

  /** All paths there are: a folder has no etag. Whatever is asked is answered by looking at all. */
  private static final class Model {
    final TreeMap<String, Long> etags = new TreeMap<>();
    final TreeMap<String, Long> folders = new TreeMap<>();

    boolean isFolder(String path) {
      return path.isEmpty() || folders.containsKey(path);
    }

    boolean exists(String path) {
      return isFolder(path) || etags.containsKey(path);
    }

    boolean hasParent(String path) {
      return isFolder(path.substring(0, path.lastIndexOf('/')));
    }

    boolean isEmpty(String folder) {
      return below(etags, folder).isEmpty() && below(folders, folder).isEmpty();
    }

    private static List<String> below(TreeMap<String, Long> of, String folder) {
      return of.keySet().stream().filter(p -> p.startsWith(folder + "/")).toList();
    }

    boolean mkdir(String path) {
      if (exists(path) || !hasParent(path)) {
        return false;
      }
      folders.put(path, 0L);
      return true;
    }

    boolean put(String path, long index, long ifEtag) {
      boolean may =
          !isFolder(path)
              && hasParent(path)
              && (ifEtag < 0 || etags.getOrDefault(path, 0L) == ifEtag);
      if (may) {
        etags.put(path, index);
      }
      return may;
    }

    boolean remove(String path, boolean recursive) {
      if (!exists(path) || (isFolder(path) && !recursive && !isEmpty(path))) {
        return false;
      }
      removeAll(path);
      return true;
    }

    private void removeAll(String path) {
      for (TreeMap<String, Long> map : List.of(etags, folders)) {
        below(map, path).forEach(map::remove);
        map.remove(path);
      }
    }

    boolean rename(String from, String to, boolean replace) {
      if (!exists(from) || !hasParent(to) || (exists(to) && !replace)) {
        return false;
      }
      if (from.equals(to)) {
        return true;
      }
      if (to.startsWith(from + "/")
          || (exists(to) && isFolder(from) != isFolder(to))
          || (isFolder(to) && !isEmpty(to))) {
        return false;
      }
      removeAll(to);
      for (TreeMap<String, Long> map : List.of(etags, folders)) {
        List<String> moving = new ArrayList<>(below(map, from));
        if (map.containsKey(from)) {
          moving.add(from);
        }
        for (String path : moving) {
          Long value = map.remove(path);
          map.put(to + path.substring(from.length()), value == null ? 0L : value);
        }
      }
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithTheModelAndKeepsItsHash(long seed) {
    Random random = new Random(seed);
    Model model = new Model();
    Trace trace = new Trace();
    trace.run("open alice 100000000");
    for (long index = 2; index < OPERATIONS; index++) {
      String from = path(random);
      String to = path(random);
      boolean flag = random.nextBoolean();
      String line;
      boolean expected;
      switch (random.nextInt(6)) {
        case 0 -> {
          line = "mkdir " + from;
          expected = model.mkdir(from);
        }
        case 1 -> {
          line = (flag ? "rm -r " : "rm ") + from;
          expected = model.remove(from, flag);
        }
        case 2 -> {
          line = (flag ? "mv -f " : "mv ") + from + " " + to;
          expected = model.rename(from, to, flag);
        }
        default -> {
          long ifEtag = random.nextInt(3) > 0 ? -1 : flag ? model.etags.getOrDefault(from, 0L) : 1;
          line =
              String.format(
                  Locale.ROOT,
                  "put %s %x,%x %d%s",
                  from,
                  index,
                  index,
                  65537 + random.nextInt(1000),
                  ifEtag < 0 ? "" : " if " + ifEtag);
          expected = model.put(from, index, ifEtag);
        }
      }
      trace.run("ack " + Math.max(0, index - 10) + "\nat " + index * 10_000);
      String told = trace.run(line);
      assertThat(!told.contains("failed")).as("seed %d: %s", seed, told).isEqualTo(expected);
      if (index % 150 == 0) {
        compare(trace.namespace, model);
      }
    }
  }

  private static void compare(Namespace namespace, Model model) {
    assertThat(namespace.files()).isEqualTo(model.etags.size());
    assertThat(namespace.folders()).isEqualTo(model.folders.size());
    assertThat(namespace.chunks()).isEqualTo(2L * model.etags.size());
    model.etags.forEach((path, etag) -> assertThat(namespace.stat(path).getEtag()).isEqualTo(etag));
    model.folders.forEach((path, x) -> assertThat(namespace.stat(path).getFolder()).isTrue());
    namespace.forEachChunk(
        chunk -> {
          assertThat(namespace.isReferenced(chunk.name().toProto())).isTrue();
          assertThat(namespace.isGarbage(chunk.name().toProto())).isFalse();
        });
    assertThat(namespace.recomputeHash()).isEqualTo(namespace.stateHash());
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder();
    for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
      path.append('/').append((char) ('a' + random.nextInt(3)));
    }
    return path.toString();
  }

  /** Rule 9: the same entries, the same state, also when it went through a snapshot on the way. */
  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void rule9_aSnapshotOnTheWayChangesNothing(long seed) throws Exception {
    Random random = new Random(seed);
    Trace script = new Trace();
    script.run("open alice 30000");
    Namespace one = script.namespace;
    Namespace other = script.namespace;
    for (int i = 0; i < 1000; i++) {
      script.run("at " + i * 9000L + "\nack " + Math.max(0, i - 5));
      Operation operation =
          switch (random.nextInt(7)) {
            case 0 -> script.operation("mkdir", path(random));
            case 1 -> script.operation("rm", "-r", path(random));
            case 2 -> script.operation("mv", path(random), path(random));
            case 3 -> script.operation("drain", "node" + (1 + random.nextInt(4)));
            case 4 ->
                script.operation(
                    "place",
                    Integer.toHexString(random.nextInt(i + 1)) + "-0-0",
                    "+node" + (1 + random.nextInt(6)),
                    "-node" + (1 + random.nextInt(3)));
            case 5 -> script.operation("open", "c" + i, "" + (1 + random.nextInt(90_000)));
            default -> script.operation("put", path(random), Integer.toHexString(i), "9");
          };
      long index = one.lastIndex() + 1;
      Namespace.Step a = one.apply(operation, index);
      Namespace.Step b = other.apply(operation, index);
      one = a.next();
      other = random.nextInt(20) == 0 ? SnapshotTest.reread(b.next()) : b.next();
      OperationResult result = a.result();
      assertThat(b.result()).isEqualTo(result);
      assertThat(b.effects()).isEqualTo(a.effects());
      assertThat(other.stateHash()).isEqualTo(one.stateHash());
    }
    assertThat(other.describe()).isEqualTo(one.describe());
  }
}

package sandstore;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.wire.NodeId;

/**
 * How tests start nodes: small, by the first compiler alone, and from an archive of loaded classes,
 * without which to start nodes would be most of what tests do.
 *
 * <p>An archive wants jars, so the folders of classes on the class path become jars first. Both are
 * made once for all tests of these classes, in {@code target/test-nodes}; where that fails, nodes
 * start as they would without.
 */
public final class TestNodes {
  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:CompileThresholdScaling=0.1", // a tenth less of processor time in the first minute
          "-XX:+UseSerialGC",
          "-Xmx128m",
          "-Xss512k",
          "-XX:MaxDirectMemorySize=64m",
          "-Dcom.google.protobuf.use_unsafe_pre22_gencode=true");

  /** What a node does in a test; node1 leads, follows, and ends in order. */
  private static final String REHEARSAL =
      "up raft --nodes 3; transfer node1; put --text a /a; get /a COPY; transfer node2;"
          + " put --text b /a; kill node3; start node3; rm /a; kill node2; kill node3";

  private static final Path MADE_IN = Path.of("target", "test-nodes").toAbsolutePath();
  private static final String ARCHIVE = "classes.jsa";

  /**
   * Not made while the class is initialized, for whose end the threads of the rehearsal would wait.
   */
  private static @Nullable Start start;

  /**
   * @param classPath of a node
   * @param flags of its JVM
   */
  private record Start(String classPath, List<String> flags) {}

  private TestNodes() {}

  /** Of a lab that keeps its cluster in {@code folder/home} and works in {@code folder}. */
  public static LabSettings settings(Path folder) {
    return settings(start(), folder);
  }

  private static synchronized Start start() {
    Start made = start;
    if (made == null) {
      made = make();
      start = made;
    }
    return made;
  }

  private static LabSettings settings(Start start, Path folder) {
    return new LabSettings(
        folder.resolve("home"),
        Path.of(System.getProperty("java.home"), "bin", "java"),
        start.classPath(),
        start.flags(),
        folder);
  }

  private static Start make() {
    String classPath = System.getProperty("java.class.path");
    Start plain = new Start(classPath, FLAGS);
    try {
      Files.createDirectories(MADE_IN);
      List<Path> path = Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
      Path pointer = MADE_IN.resolve(Long.toHexString(stamp(path)));
      if (!Files.exists(pointer)) {
        Files.writeString(pointer, fresh(path).toString());
      }
      Path made = Path.of(Files.readString(pointer));
      List<String> flags = new ArrayList<>(FLAGS);
      flags.add("-XX:SharedArchiveFile=" + made.resolve(ARCHIVE));
      flags.add("-Xshare:auto");
      return new Start(inJars(path, made), flags);
    } catch (IOException | InterruptedException | RuntimeException e) {
      System.err.println("tests start their nodes without an archive of classes: " + e);
      return plain;
    }
  }

  private static Path fresh(List<Path> path) throws IOException, InterruptedException {
    Path fresh = Files.createTempDirectory(MADE_IN, "made"); // an archive knows its jars by path
    try {
      make(path, fresh);
    } catch (IOException once) { // an election may spoil a rehearsal
      remove(fresh);
      Files.createDirectory(fresh);
      make(path, fresh);
    }
    return fresh;
  }

  /** Of everything on the class path: names, lengths and times. */
  private static long stamp(List<Path> path) throws IOException {
    CRC32 sum = new CRC32();
    for (Path entry : path) {
      try (Stream<Path> all = Files.walk(entry)) {
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          String told =
              file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
          sum.update(told.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
      }
    }
    return sum.getValue();
  }

  private static void make(List<Path> path, Path into) throws IOException, InterruptedException {
    for (int i = 0; i < path.size(); i++) {
      if (Files.isDirectory(path.get(i))) {
        jar(path.get(i), into.resolve(i + ".jar"));
      }
    }
    List<String> flags = new ArrayList<>(FLAGS);
    flags.add("-XX:ArchiveClassesAtExit=" + ARCHIVE); // in the folder of each node, where it runs
    Path home = Files.createDirectory(into.resolve("rehearsal"));
    try (Lab lab = new Lab(settings(new Start(inJars(path, into), flags), home))) {
      Lab.Ending ending = lab.run(REHEARSAL, reply -> {});
      if (ending.status() != 0) {
        throw new IOException("the rehearsal failed: " + ending.message());
      }
      long pid = lab.view().nodes().get(NodeId.of(1)).pid();
      ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
      process.destroy(); // as stop does, but without its haste
      process.onExit().get(1, TimeUnit.MINUTES);
      Files.move(home.resolve("home/node1").resolve(ARCHIVE), into.resolve(ARCHIVE));
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IOException(e);
    }
    remove(home);
  }

  private static String inJars(List<Path> path, Path made) {
    List<String> jars = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      Path jar = Files.isDirectory(path.get(i)) ? made.resolve(i + ".jar") : path.get(i);
      jars.add(jar.toString());
    }
    return String.join(File.pathSeparator, jars);
  }

  private static void jar(Path folder, Path file) throws IOException {
    try (OutputStream bytes = Files.newOutputStream(file);
        JarOutputStream out = new JarOutputStream(bytes);
        Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(one).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new JarEntry(name));
        Files.copy(one, out);
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

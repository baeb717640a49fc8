package sandstore.lab.compare;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sandstore.lab.Refusal;

/**
 * HDFS as the driver in {@code lab-shell/hdfs} has it: a process that starts a namenode and three
 * datanodes, is their client, and is told line by line what to do.
 */
final class Hdfs implements Side {
  private static final List<String> NAMES =
      List.of("namenode", "datanode1", "datanode2", "datanode3");

  private final Process driver;
  private final BufferedWriter to;
  private final BufferedReader from;
  private final Map<String, Long> pids = new LinkedHashMap<>();

  private Hdfs(Process driver) {
    this.driver = driver;
    this.to = driver.outputWriter(StandardCharsets.UTF_8);
    this.from = driver.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * @param built what Maven made of the driver: {@code classes/} and {@code libraries}
   * @param folder for its data; is emptied
   */
  static Hdfs start(Path java, Path built, Path folder) throws IOException {
    Path libraries = built.resolve("libraries");
    if (!Files.isRegularFile(libraries)) {
      throw new Refusal(
          "there is no HDFS driver in " + built, "mvn -q -Phdfs -pl lab-shell/hdfs verify");
    }
    Files.createDirectories(folder);
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                built.resolve("classes") + ":" + Files.readString(libraries).strip(),
                "sandstore.hdfs.HdfsDriver",
                folder.toString())
            .redirectError(folder.resolve("driver.log").toFile())
            .start();
    Hdfs hdfs = new Hdfs(process);
    boolean up = false;
    try {
      hdfs.ready(folder);
      up = true;
      return hdfs;
    } finally {
      if (!up) {
        hdfs.close();
      }
    }
  }

  private void ready(Path folder) throws IOException {
    String line = from.readLine();
    if (line == null || !line.startsWith("ready ")) {
      throw new IOException("HDFS did not start; see " + folder.resolve("driver.log"));
    }
    String[] words = line.split(" ");
    for (int i = 0; i < NAMES.size(); i++) {
      pids.put(NAMES.get(i), Long.parseLong(words[i + 1]));
    }
    pids.put("client", driver.pid());
  }

  @Override
  public Map<String, Long> pids() {
    return pids;
  }

  @Override
  public Pass run(Task task) throws IOException {
    to.write(
        String.format(
            Locale.ROOT, "%s %d %d\n", task.kind().word(), task.clients(), task.amount()));
    to.flush();
    String answer = from.readLine();
    if (answer == null || !answer.startsWith("ok ")) {
      throw new IOException("HDFS: " + (answer == null ? "the driver has ended" : answer));
    }
    String[] words = answer.split(" ");
    return new Pass(Long.parseLong(words[1]), Long.parseLong(words[2]) / 1e9);
  }

  /** The driver ends its cluster when its input ends; by force if it does not. */
  @Override
  public void close() throws IOException {
    to.close();
    List<ProcessHandle> all = driver.descendants().toList();
    try {
      if (!driver.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)) {
        driver.destroyForcibly();
      }
    } catch (InterruptedException e) {
      driver.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }
}

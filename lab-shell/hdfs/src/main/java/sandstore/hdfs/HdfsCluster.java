package sandstore.hdfs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.DatanodeReportType;

/**
 * One namenode and three datanodes, each a JVM of its own with the flags that a JVM has by itself,
 * all on loopback and below one folder. Settings are the defaults but for what is listed in {@link
 * #settings}: ports, folders, blocks as large as our chunks, and blocks that are fsynced when they
 * are closed, as ours are.
 */
final class HdfsCluster implements AutoCloseable {
  private static final int DATANODES = 3;
  private static final long PATIENCE_SECONDS = 600;

  private final Path folder;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  private HdfsCluster(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  static HdfsCluster start(Path folder) throws IOException, InterruptedException {
    HdfsCluster cluster = new HdfsCluster(folder, freePort());
    boolean up = false;
    try {
      Path name = cluster.configure("namenode");
      Process format =
          cluster.java(name, "org.apache.hadoop.hdfs.server.namenode.NameNode", "-format", "-force");
      if (format.waitFor() != 0) {
        throw new IOException("the namenode could not be formatted; see " + name);
      }
      cluster.processes.add(
          cluster.java(name, "org.apache.hadoop.hdfs.server.namenode.NameNode"));
      for (int i = 1; i <= DATANODES; i++) {
        Path data = cluster.configure("datanode" + i);
        cluster.processes.add(
            cluster.java(data, "org.apache.hadoop.hdfs.server.datanode.DataNode"));
      }
      cluster.awaitDatanodes();
      up = true;
      return cluster;
    } finally {
      if (!up) {
        cluster.close();
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Map<String, String> settings(Path own) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("fs.defaultFS", "hdfs://127.0.0.1:" + port);
    settings.put("dfs.replication", String.valueOf(DATANODES));
    settings.put("dfs.blocksize", String.valueOf(8 << 20));
    settings.put("dfs.datanode.synconclose", "true");
    settings.put("hadoop.tmp.dir", own.resolve("tmp").toString());
    settings.put("dfs.namenode.name.dir", own.resolve("name").toUri().toString());
    settings.put("dfs.datanode.data.dir", own.resolve("data").toUri().toString());
    settings.put("dfs.namenode.http-address", "127.0.0.1:0");
    settings.put("dfs.datanode.address", "127.0.0.1:0");
    settings.put("dfs.datanode.http.address", "127.0.0.1:0");
    settings.put("dfs.datanode.ipc.address", "127.0.0.1:0");
    settings.put("dfs.datanode.hostname", "127.0.0.1");
    settings.put("dfs.namenode.datanode.registration.ip-hostname-check", "false");
    settings.put("dfs.permissions.enabled", "false");
    return settings;
  }

  /** A folder of its own with the configuration in it. */
  private Path configure(String process) throws IOException {
    Path own = Files.createDirectories(folder.resolve(process));
    // The servers refuse to start without the pages of their web interface, which no jar has.
    Files.createDirectories(own.resolve("webapps").resolve("hdfs"));
    Files.createDirectories(own.resolve("webapps").resolve("datanode"));
    String xml =
        settings(own).entrySet().stream()
            .map(
                e ->
                    "  <property><name>"
                        + e.getKey()
                        + "</name><value>"
                        + e.getValue()
                        + "</value></property>\n")
            .collect(Collectors.joining("", "<configuration>\n", "</configuration>\n"));
    Files.writeString(own.resolve("core-site.xml"), xml);
    Files.writeString(own.resolve("hdfs-site.xml"), xml);
    Files.writeString(
        own.resolve("log4j.properties"),
        "log4j.rootLogger=WARN,file\n"
            + "log4j.appender.file=org.apache.log4j.FileAppender\n"
            + "log4j.appender.file.File="
            + own.resolve("log")
            + "\n"
            + "log4j.appender.file.layout=org.apache.log4j.PatternLayout\n"
            + "log4j.appender.file.layout.ConversionPattern=%d %p %c: %m%n\n",
        StandardCharsets.ISO_8859_1);
    return own;
  }

  private Process java(Path own, String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Its web servers unpack themselves, and leave that behind when they are killed.
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(own.resolve("tmp")));
    command.add("-cp");
    command.add(own + ":" + System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(own.resolve("output").toFile());
    return builder.start();
  }

  private void awaitDatanodes() throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try (FileSystem fs = client()) {
      while (live(fs) < DATANODES) {
        for (Process process : processes) {
          if (!process.isAlive()) {
            throw new IOException("a process of HDFS ended; see " + folder);
          }
        }
        if (System.nanoTime() - until > 0) {
          throw new IOException("HDFS was not up in " + PATIENCE_SECONDS + " s; see " + folder);
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  private static int live(FileSystem fs) {
    try {
      return ((DistributedFileSystem) fs).getDataNodeStats(DatanodeReportType.LIVE).length;
    } catch (IOException e) {
      return 0; // the namenode does not answer yet
    }
  }

  /** To be closed by whoever asked for it. */
  FileSystem client() throws IOException {
    Configuration conf = new Configuration();
    settings(folder.resolve("client")).forEach(conf::set);
    return FileSystem.newInstance(conf);
  }

  /** Of all processes, separated by blanks. */
  String pids() {
    return processes.stream().map(p -> Long.toString(p.pid())).collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}

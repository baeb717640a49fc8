package sandstore.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.slf4j.LoggerFactory;
import sandstore.node.disk.SystemDisk;
import sandstore.wire.NodeSettings;
import sandstore.wire.log.LogFile;

/**
 * The process of one node. Its argument is the {@code node.properties} that the lab wrote. On
 * standard output it prints one line, {@code LISTENING port incarnation}; when standard input ends,
 * the lab is gone, and so is the node. SIGTERM is an orderly stop.
 *
 * <p>Exit statuses: 0 an orderly stop or the lab's end, 2 refused to start (one line on standard
 * error), 3 stopped because going on could have broken a promise.
 */
public final class NodeMain {
  static final int REFUSED = 2;
  static final int FAIL_STOP = 3;

  private NodeMain() {}

  public static void main(String[] args) {
    if (args.length != 1) {
      refuse("usage: NodeMain node.properties (the lab starts nodes: lab -c 'up raft')");
    }
    PrintStream out = System.out;
    try {
      NodeSettings settings = NodeSettings.of(properties(args[0]));
      log(settings);
      Node node = Node.start(settings, NodeMain::failStop);
      Runtime.getRuntime().addShutdownHook(new Thread(node::close, "stop"));
      out.println("LISTENING " + node.port() + " " + node.incarnation());
      out.flush();
    } catch (IOException | IllegalArgumentException e) {
      LoggerFactory.getLogger(NodeMain.class).error("refused to start", e);
      refuse(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    endWith(System.in);
  }

  /** The node's log, {@code logs/nodeN.log}. */
  private static void log(NodeSettings settings) {
    LogFile.open(
        settings.folder().resolve("logs").resolve(settings.node() + ".log"),
        true,
        "INFO",
        Map.of("com.alipay.sofa", "WARN", "io.grpc", "WARN"));
  }

  private static Properties properties(String file) throws IOException {
    Properties p = new Properties();
    p.load(
        new StringReader(
            new String(new SystemDisk().readAll(Path.of(file)), StandardCharsets.UTF_8)));
    return p;
  }

  private static void endWith(InputStream lab) {
    try {
      while (lab.read() >= 0) {
        // The lab says nothing; that the pipe is open is the message.
      }
    } catch (IOException e) {
      // A broken pipe is an end as well.
      LoggerFactory.getLogger(NodeMain.class).info("the lab's pipe broke", e);
    }
    // Nothing needs an orderly close: whatever was acknowledged is on disk.
    Runtime.getRuntime().halt(0);
  }

  private static void failStop() {
    Runtime.getRuntime().halt(FAIL_STOP);
  }

  private static void refuse(String why) {
    System.err.println(why);
    System.err.flush();
    Runtime.getRuntime().halt(REFUSED);
  }
}

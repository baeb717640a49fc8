package sandstore.lab.doctor;

import static sandstore.lab.doctor.Finding.ok;
import static sandstore.lab.doctor.Finding.problem;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Checks that try the thing itself. */
final class Trials {
  private static final int PATIENCE_SECONDS = 5;

  private Trials() {}

  /** The folder itself, or the nearest above it that exists. */
  static Path nearest(Path folder) {
    Path place = folder.toAbsolutePath();
    while (!Files.exists(place) && place.getParent() != null) {
      place = place.getParent();
    }
    return place;
  }

  /** Writes a file where the lab would, and forces it to the disk. */
  static Finding write(Path home) {
    Path place = nearest(home);
    String elsewhere = "choose another place with --home DIR";
    if (!Files.isDirectory(place)) {
      return problem("home", place + " is not a folder", elsewhere);
    }
    try {
      Path file = Files.createTempFile(place, ".doctor", ".tmp");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap("a line".getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
      } finally {
        Files.delete(file);
      }
      return ok("home", home + (Files.exists(home) ? "" : " (will be made)"));
    } catch (IOException e) {
      return problem("home", place + " cannot be written to: " + e.getMessage(), elsewhere);
    }
  }

  /** Listens on the loopback address, and connects to itself. */
  static Finding loopback() {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket()) {
      client.connect(
          new InetSocketAddress(server.getInetAddress(), server.getLocalPort()),
          PATIENCE_SECONDS * 1000);
      return ok("loopback", server.getInetAddress().getHostAddress() + ", ports are free");
    } catch (IOException e) {
      return problem(
          "loopback",
          String.valueOf(e.getMessage()),
          "let processes listen on 127.0.0.1: look at firewall, sandbox, and `ulimit -n`");
    }
  }

  /** Starts a process through {@code sh}, stops it with SIGSTOP, and ends it. */
  static Finding signals() throws InterruptedException {
    String remedy = "the lab needs a POSIX `sh` with `kill` on the PATH";
    try {
      Process sleeper = new ProcessBuilder("sh", "-c", "exec sleep 60").start();
      try {
        Process kill =
            new ProcessBuilder("sh", "-c", "kill -STOP \"$1\"", "sh", Long.toString(sleeper.pid()))
                .redirectErrorStream(true)
                .start();
        boolean done = kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0;
        return done
            ? ok("signals", "processes can be started, stopped and killed")
            : problem("signals", "kill -STOP does not work", remedy);
      } finally {
        sleeper.destroyForcibly();
      }
    } catch (IOException e) {
      return problem("signals", String.valueOf(e.getMessage()), remedy);
    }
  }

  /** {@code rows columns}; empty if standard input is no terminal. */
  static String terminalSize() throws InterruptedException {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return stty.waitFor() == 0 ? size : "";
    } catch (IOException noStty) {
      return "";
    }
  }
}

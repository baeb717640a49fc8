package sandstore.shown;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The TCP sockets on which a process listens, as Linux tells (proc_pid_net(5)). */
final class ListeningSockets {
  private static final String LISTEN = "0A";

  record At(InetAddress address, int port) {}

  private ListeningSockets() {}

  static List<At> of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> own = inodes(process.resolve("fd"));
    List<At> listening = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      // The tables are those of the whole network namespace.
      for (String line : Files.readAllLines(process.resolve(table))) {
        String[] column = line.strip().split("\\s+");
        if (column[3].equals(LISTEN) && own.contains(column[9])) {
          listening.add(at(column[1]));
        }
      }
    }
    return listening;
  }

  private static Set<String> inodes(Path descriptors) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path descriptor : all.toList()) {
        try {
          String target = Files.readSymbolicLink(descriptor).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring("socket:[".length(), target.length() - 1));
          }
        } catch (NoSuchFileException e) {
          // closed since it was listed, so it is no listening socket, which stays open
        }
      }
    }
    return inodes;
  }

  /** {@code 0100007F:1F90}: words of the address in the byte order of the machine. */
  private static At at(String text) throws UnknownHostException {
    String[] part = text.split(":");
    ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(part[0]));
    ByteBuffer address = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      address.putInt(words.getInt());
    }
    return new At(InetAddress.getByAddress(address.array()), Integer.parseInt(part[1], 16));
  }
}

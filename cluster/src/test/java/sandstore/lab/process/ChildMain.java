package sandstore.lab.process;

import java.io.IOException;

/** Behaves as a node does towards its lab: says where it listens, and ends with its input. */
final class ChildMain {
  private ChildMain() {}

  public static void main(String[] args) throws IOException {
    System.out.println("LISTENING 4711 3");
    System.err.println("reads " + args[0]);
    while (System.in.read() >= 0) {}
    System.exit(7);
  }
}

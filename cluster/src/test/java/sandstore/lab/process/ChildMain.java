package sandstore.lab.process;

import java.io.IOException;

/** Behaves as a node does towards its lab: says where it listens, and ends with its input. */
final class ChildMain {
  private ChildMain() {}

  public static void main(String[] args) throws IOException {
    System.err.println("reads " + args[0]);
    System.out.println("LISTENING 4711 3"); // last, since the test goes on from here
    while (System.in.read() >= 0) {}
    System.exit(7);
  }
}

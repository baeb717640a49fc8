package sandstore.shell.line;

import java.util.List;
import sandstore.lab.Style;

/** What is said at the beginning, to someone who has never been here above all. */
final class Welcome {
  static final List<String> LINES =
      List.of(
          "Sandstore Lab: a distributed file store to drive, break and understand. It is real.",
          "  " + Style.STRONG.of("up raft") + "   starts three nodes that agree by Raft",
          "  " + Style.STRONG.of("help") + "      says what else you can type; Tab completes it",
          "  " + Style.STRONG.of("Ctrl-D") + "    leaves, and takes the cluster down");

  private Welcome() {}

  /** What is said to someone who came to a lab that was there before. */
  static String attached(String host) {
    return Style.DIM.of(
        "attached to the lab of " + host + "; Ctrl-D leaves it, and its cluster stays up");
  }
}

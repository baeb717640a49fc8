package sandstore.shell.line;

import java.util.List;
import sandstore.lab.Style;

/** What is said to someone who has never been here. */
final class Welcome {
  static final List<String> LINES =
      List.of(
          "Sandstore Lab: a distributed file store to drive, break and understand. It is real.",
          "  " + Style.STRONG.of("up raft") + "   starts three nodes that agree by Raft",
          "  " + Style.STRONG.of("help") + "      says what else you can type; Tab completes it",
          "  " + Style.STRONG.of("Ctrl-D") + "    leaves, and takes the cluster down");

  private Welcome() {}
}

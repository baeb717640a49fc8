package sandstore.lab;

import java.util.List;

/** Which of Java's compilers make a node's code. */
public enum Compilers {
  /** As this lab's settings have it: for nodes that are started and killed many times an hour. */
  USUAL(List.of()),

  /**
   * Both, as Java does by itself: for nodes that are under load for hours. Three of them on two
   * processors compile for two to three minutes of load, are slower meanwhile, and two to three
   * times as fast afterwards ({@code up raft --lasting; bench creates --threads 16 --warm-up 150s}
   * beside the same without {@code --lasting}).
   */
  BOTH(List.of("-XX:TieredStopAtLevel=4", "-XX:Tier3LoadFeedback=5"));

  private final List<String> flags;

  Compilers(List<String> flags) {
    this.flags = flags;
  }

  /** To follow the usual flags: of two that contradict each other Java obeys the later one. */
  List<String> flags() {
    return flags;
  }
}

package sandstore.lab.view;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import sandstore.proto.NodeRule;

/** What is wrong with one node itself, or switched off on it, in words. Pure. */
public final class NodeFault {
  private NodeFault() {}

  /** Of a node with which nothing is wrong. */
  public static NodeRule none(String node) {
    return NodeRule.newBuilder().setNode(node).build();
  }

  public static boolean doesSomething(NodeRule rule) {
    return !rule.equals(none(rule.getNode()));
  }

  /** What is left when its faults are healed: what a learner has switched off there. */
  public static NodeRule healed(NodeRule rule) {
    NodeRule.Builder left = none(rule.getNode()).toBuilder();
    for (Precaution precaution : Precaution.values()) {
      precaution.set(left, precaution.isOff(rule));
    }
    return left.build();
  }

  /** The rule with these switched on again. */
  public static NodeRule without(NodeRule rule, List<Precaution> precautions) {
    NodeRule.Builder left = rule.toBuilder();
    for (Precaution precaution : precautions) {
      precaution.set(left, false);
    }
    return left.build();
  }

  /** Whether there is something to heal. */
  public static boolean isFault(NodeRule rule) {
    return !rule.equals(healed(rule));
  }

  /** The disk's part; {@code ok}, {@code full}, {@code slow}, {@code fails}. */
  public static String disk(NodeRule rule) {
    if (rule.getDiskFails()) {
      return "fails";
    }
    return rule.getDiskFull() ? "full" : rule.getDiskSlowMillis() > 0 ? "slow" : "ok";
  }

  /** {@code node2: its disk is full, 64 MiB left; its clock is 5 s ahead}. */
  public static String describe(NodeRule rule) {
    return rule.getNode() + ": " + effects(rule);
  }

  /** The same without the node's name. */
  public static String effects(NodeRule rule) {
    StringJoiner words = new StringJoiner("; ");
    if (rule.getDiskFails()) {
      words.add("its disk fails");
    }
    if (rule.getDiskFull()) {
      words.add("its disk is full, " + (rule.getDiskLeft() >> 10) + " KiB left");
    }
    if (rule.getDiskSlowMillis() > 0) {
      words.add("its disk is slow by " + rule.getDiskSlowMillis() + " ms");
    }
    for (Precaution precaution : Precaution.values()) {
      if (precaution.isOff(rule)) {
        words.add(precaution.ofNode() + " (unsafe)");
      }
    }
    long skew = rule.getSkewMillis();
    if (skew != 0) {
      words.add(
          String.format(Locale.ROOT, "its clock is %.1f s ", Math.abs(skew) / 1000.0)
              + (skew > 0 ? "ahead" : "behind"));
    }
    return words.length() == 0 ? "nothing is wrong with it" : words.toString();
  }
}

package sandstore.lab.view;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import sandstore.proto.NodeRule;

/** What keeps data safe, and can be switched off to see what it is for. */
public enum Precaution {
  FSYNC(
      NodeRule::getUnsafeFsync,
      NodeRule.Builder::setUnsafeFsync,
      "it forces nothing to its disk",
      "nothing is forced to a disk: powerloss shows it"),
  READS(
      NodeRule::getUnsafeReads,
      NodeRule.Builder::setUnsafeReads,
      "it answers reads with what it has",
      "whoever is asked answers with what it has: a node that is cut off shows it"),
  DEDUP(
      NodeRule::getUnsafeDedup,
      NodeRule.Builder::setUnsafeDedup,
      "it applies retries again",
      "a retry is applied again: an answer that is lost shows it"),
  FENCING(
      NodeRule::getUnsafeFencing,
      NodeRule.Builder::setUnsafeFencing,
      "it obeys whoever led before",
      "backups obey a primary whose time is over: a message that was held shows it"),
  CHECKSUM(
      NodeRule::getUnsafeChecksum,
      NodeRule.Builder::setUnsafeChecksum,
      "it reads chunks without checking them",
      "what is read is not checked: corrupt shows it");

  private final Predicate<NodeRule> off;
  private final BiConsumer<NodeRule.Builder, Boolean> change;
  private final String ofNode;
  private final String meaning;

  Precaution(
      Predicate<NodeRule> off,
      BiConsumer<NodeRule.Builder, Boolean> change,
      String ofNode,
      String meaning) {
    this.off = off;
    this.change = change;
    this.ofNode = ofNode;
    this.meaning = meaning;
  }

  /** As it is typed: {@code fsync}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a node does without it: {@code it applies retries again}. */
  String ofNode() {
    return ofNode;
  }

  /** What it means that it is off, in a sentence. */
  public String meaning() {
    return meaning;
  }

  public boolean isOff(NodeRule rule) {
    return off.test(rule);
  }

  /** The rule with it switched off, or on. */
  public NodeRule.Builder set(NodeRule.Builder rule, boolean switchedOff) {
    change.accept(rule, switchedOff);
    return rule;
  }

  public static Optional<Precaution> named(String word) {
    return Arrays.stream(values()).filter(p -> p.word().equals(word)).findFirst();
  }

  /** What is off on some node. */
  public static List<Precaution> off(ClusterView view) {
    return Arrays.stream(values())
        .filter(p -> view.nodeFaults().stream().anyMatch(p::isOff))
        .toList();
  }

  /** {@code unsafe: fsync, reads off}; empty when nothing is. */
  public static String words(ClusterView view) {
    List<Precaution> off = off(view);
    return off.isEmpty()
        ? ""
        : "unsafe: "
            + off.stream().map(Precaution::word).collect(Collectors.joining(", "))
            + " off";
  }
}

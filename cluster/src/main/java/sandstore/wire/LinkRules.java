package sandstore.wire;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sandstore.proto.LinkRule;

/**
 * What each directed link does to the messages on it. Immutable; a link without a rule is perfect.
 * Compiled from the lab's orders.
 */
public final class LinkRules {
  public static final LinkRules NONE = new LinkRules(Map.of());

  private final Map<Link, LinkRule> byLink;

  private LinkRules(Map<Link, LinkRule> byLink) {
    this.byLink = byLink;
  }

  /** The last of several rules for one link wins. */
  public static LinkRules of(Collection<LinkRule> rules) {
    Map<Link, LinkRule> map = new HashMap<>();
    for (LinkRule rule : rules) {
      map.put(new Link(new NodeId(rule.getFrom()), new NodeId(rule.getTo())), rule);
    }
    return map.isEmpty() ? NONE : new LinkRules(Map.copyOf(map));
  }

  public boolean isEmpty() {
    return byLink.isEmpty();
  }

  public @Nullable LinkRule on(Link link) {
    return byLink.get(link);
  }

  /**
   * What happens to one message.
   *
   * @param chance uniform in [0, 1): decides loss
   * @param chance2 uniform in [0, 1): decides duplication and jitter
   */
  public Fate judge(Link link, double chance, double chance2) {
    LinkRule rule = byLink.get(link);
    if (rule == null) {
      return Fate.PASSES;
    }
    if (rule.getCut()) {
      return new Fate(true, 0, 1, "cut " + link);
    }
    if (chance < rule.getLoss()) {
      return new Fate(true, 0, 1, "lose " + link);
    }
    double jitter = (2 * chance2 - 1) * rule.getJitterMillis();
    long delay = Math.max(0, Math.round(rule.getDelayMillis() + jitter));
    return new Fate(false, delay, chance2 < rule.getDuplicate() ? 2 : 1, "");
  }

  /**
   * @param dropped it never arrives
   * @param delayMillis it is held so long before it is sent
   * @param copies how often it arrives: 1, or 2 when duplicated
   * @param rule the rule that dropped it, in words; else empty
   */
  public record Fate(boolean dropped, long delayMillis, int copies, String rule) {
    static final Fate PASSES = new Fate(false, 0, 1, "");
  }
}

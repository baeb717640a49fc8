package sandstore.lab.scene;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sandstore.lab.Cluster;
import sandstore.lab.Context;
import sandstore.lab.Lab;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Unmet;
import sandstore.lab.story.LogPicture;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.TermRuns;
import sandstore.proto.TermRun;
import sandstore.wire.NodeId;

/** The scene that is on, on one cluster: which acts were played, and from where. */
final class Staging implements AutoCloseable {
  private static final String FIRST_LEADER = "node1";
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration VOTES = Duration.ofSeconds(2);
  private static final int MOST_CAMPAIGNS = 5;
  private static final int WIDTH = 100;

  private String scene = "";
  private List<String> played = List.of();
  private Footing footing = new Footing(0, 0, ClusterView.EMPTY);

  static Staging on(Cluster cluster) {
    return cluster.along(Staging.class, c -> new Staging());
  }

  /** The act that was played last of this scene; empty if none was. */
  synchronized String standsAt(Scene of) {
    return of.name().equals(scene) && !played.isEmpty() ? played.get(played.size() - 1) : "";
  }

  /** All acts, in the scene's order. */
  synchronized void whole(Context context, Scene of) throws InterruptedException {
    scene = "";
    for (Act act : of.acts()) {
      to(context, of, act.name());
    }
  }

  /** The act that follows the last one; after the last, the first again. */
  synchronized void next(Context context, Scene of) throws InterruptedException {
    List<String> names = of.acts().stream().map(Act::name).toList();
    int next = names.indexOf(standsAt(of)) + 1;
    to(context, of, names.get(next == names.size() ? 0 : next));
  }

  /** That act, and before it whatever leads there from where the scene stands. */
  synchronized void to(Context context, Scene of, String act) throws InterruptedException {
    List<Act> path = path(of, act);
    List<String> names = path.stream().map(Act::name).toList();
    boolean onTheWay =
        of.name().equals(scene)
            && played.size() < names.size()
            && names.subList(0, played.size()).equals(played);
    if (!onTheWay || played.isEmpty()) {
      begin(context, of);
    }
    for (Act next : path.subList(played.size(), path.size())) {
      play(context, of, next);
    }
  }

  private static List<Act> path(Scene of, String name) {
    List<Act> path = new ArrayList<>();
    String wanted = name;
    while (!wanted.isEmpty()) {
      Act act = named(of, wanted);
      path.add(0, act);
      wanted = act.after();
    }
    return path;
  }

  private static Act named(Scene of, String name) {
    return of.acts().stream()
        .filter(a -> a.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    of.name() + " has no act " + Style.harmless(name),
                    "it has "
                        + String.join(", ", of.acts().stream().map(Act::name).toList())
                        + "; next plays the one that follows"));
  }

  /** Brings the nodes together: all run, all logs are one, node1 leads. */
  private void begin(Context context, Scene of) throws InterruptedException {
    refuseUnfit(context, of);
    scene = "";
    played = List.of();
    ClusterView view = context.view();
    if (!view.faults().isEmpty() || !view.gate().rules().isEmpty()) {
      type(context, "heal");
    }
    for (NodeView node : view.nodes().values()) {
      switch (node.process()) {
        case PAUSED -> type(context, "resume " + node.id());
        case EXITED -> type(context, "start " + node.id());
        default -> {}
      }
    }
    together(context);
    if (context.view().leader().filter(n -> n.id().name().equals(FIRST_LEADER)).isEmpty()) {
      type(context, "elect " + FIRST_LEADER);
      type(context, "wait leader == '" + FIRST_LEADER + "' within 10s");
      together(context);
    }
    NodeView leader = context.view().leader().orElseThrow();
    footing = new Footing(leader.lastIndex(), leader.term(), context.view());
    scene = of.name();
  }

  private static void refuseUnfit(Context context, Scene of) {
    boolean fits =
        context.cluster().shape().manual()
            && context.cluster().nodes().size() == of.nodes()
            && context.view().voters().size() == of.nodes();
    if (!fits) {
      throw new Refusal(
          of.name() + " wants " + of.nodes() + " nodes that vote, and no timer that disturbs it",
          "up raft --nodes " + of.nodes() + " --pace manual (down; reset takes this one away)");
    }
  }

  /** With no timers somebody has to be made leader; who lacks nothing can be. */
  private static void together(Context context) throws InterruptedException {
    for (int i = 0; i < MOST_CAMPAIGNS && context.view().leader().isEmpty(); i++) {
      type(context, "elect " + mostComplete(context.view()));
      var unused = context.cluster().await(v -> v.leader().isPresent(), VOTES);
    }
    if (!context.cluster().await(Logs::allOne, SOON)) {
      throw new Unmet("the logs of all nodes do not become one; log shows them");
    }
  }

  private static NodeId mostComplete(ClusterView view) {
    Comparator<NodeView> order =
        Comparator.<NodeView>comparingLong(n -> lastTerm(n.terms(), n.lastIndex()))
            .thenComparingLong(NodeView::lastIndex)
            .thenComparing(NodeView::id, Comparator.reverseOrder());
    return view.running().stream()
        .max(order)
        .map(NodeView::id)
        .orElseThrow(() -> new Refusal("no node is running", "start all"));
  }

  private static long lastTerm(List<TermRun> terms, long last) {
    return TermRuns.termAt(terms, last);
  }

  private void play(Context context, Scene of, Act act) throws InterruptedException {
    Footing at = footing.at(context.view());
    context.note(Style.STRONG.of("(" + act.name() + ")") + " " + act.says());
    List<String> lines = act.lines().apply(at);
    for (String line : lines) {
      type(context, line);
    }
    List<String> text = new ArrayList<>();
    List<Map<String, Object>> fields = new ArrayList<>();
    Optional<Claim> broken = Optional.empty();
    for (Claim claim : act.claims().apply(at)) {
      // Once one is known not to hold, the others are only looked at.
      Duration patience = broken.isEmpty() ? SOON : Duration.ZERO;
      boolean holds = context.cluster().await(claim.holds(), patience);
      text.add("  " + (holds ? Style.GOOD.of("✔ ") : Style.BAD.of("✗ ")) + claim.says());
      fields.add(Map.of("says", claim.says(), "holds", holds));
      broken = holds || broken.isPresent() ? broken : Optional.of(claim);
    }
    text.addAll(LogPicture.draw(context.view(), WIDTH));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("scene", of.name());
    result.put("act", act.name());
    result.put("says", act.says());
    result.put("lines", lines);
    result.put("claims", fields);
    context.result("scene", result, text);
    if (broken.isPresent()) {
      scene = "";
      throw new Unmet(of.name() + " (" + act.name() + "): not so: " + broken.get().says());
    }
    List<String> now = new ArrayList<>(played);
    now.add(act.name());
    played = List.copyOf(now);
  }

  /** As a person would; what goes well is not worth a word here. */
  private static void type(Context context, String line) throws InterruptedException {
    boolean fails = line.startsWith("! ");
    String typed = fails ? line.substring(2) : line;
    context.note(Style.DIM.of("  > " + typed));
    Lab.Ending ending = context.run(typed, reply -> {});
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    boolean asMeant = fails ? ending.status() == 1 || ending.status() == 3 : ending.status() == 0;
    if (!asMeant) {
      throw new Unmet(
          typed + (fails ? " was meant to fail, and did not" : " failed: " + ending.message()));
    }
  }

  @Override
  public void close() {}
}

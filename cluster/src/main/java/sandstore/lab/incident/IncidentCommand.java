package sandstore.lab.incident;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Cluster;
import sandstore.lab.Context;
import sandstore.lab.Lab;
import sandstore.lab.LabCommand;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Unmet;

/** Somebody is on call. */
@AutoService(LabCommand.class)
@Command(
    name = "incident",
    headerHeading = "Proving",
    description = "Breaks one thing and does not say what: find it by looking.",
    footer = {
      "Clients work meanwhile. Nothing tells of the fault itself, only of what comes of it. An answer",
      "names it, says where, and cites events that show it (their ids: events, or the view 5).",
      "Of 100 points each command costs one, as do 6 s, and a wrong answer 20.",
      "",
      "  up raft --nodes 5",
      "  incident list",
      "  incident start",
      "  incident start --seed 42",
      "  incident answer slow-disk node3 --because e812,e840",
      "  incident answer one-way-cut node1 -> node2 --because e77",
      "  incident status",
      "  incident give-up"
    })
public final class IncidentCommand implements LabCommand {
  private static final String USAGE = "incident list, start, status, answer, or give-up";
  private static final String LOAD = "workload start registers --rate 20";
  private static final int SEEDS = 1_000_000;
  private static final int FEWEST_NODES = 3;

  @Parameters(
      index = "0",
      paramLabel = "VERB",
      completionCandidates = Verbs.class,
      description = "list, start, status, answer or give-up")
  private String verb = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "WHAT",
      completionCandidates = Names.class,
      description = "answer: one of those that incident list names")
  private @Nullable String what;

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "WHERE",
      description = "answer: a node, a link as node1 -> node2, or client")
  private List<String> where = List.of();

  @Option(names = "--seed", paramLabel = "N", description = "start: of what it is; else by chance")
  private @Nullable Long seed;

  @Option(
      names = "--because",
      paramLabel = "EVENTS",
      split = ",",
      description = "answer: the ids of events that show it")
  private List<String> because = List.of();

  /** The arrow of a link begins with a dash. */
  @Override
  public boolean dashWords() {
    return true;
  }

  @Override
  public void run(Context context) throws InterruptedException {
    switch (verb) {
      case "list" -> list(context);
      case "start" -> start(context);
      case "status" -> status(context);
      case "answer" -> answer(context);
      case "give-up" -> giveUp(context);
      default ->
          throw new Refusal("incident does not know \"" + Style.harmless(verb) + "\"", USAGE);
    }
  }

  private static void list(Context context) {
    List<String> text = new ArrayList<>();
    List<Map<String, Object>> fields = new ArrayList<>();
    for (Trouble t : Troubles.all()) {
      text.add(
          Style.STRONG.of(String.format("%-16s", t.name()))
              + t.about()
              + "; shown by "
              + t.traces());
      fields.add(Map.of("name", t.name(), "about", t.about(), "traces", t.traces()));
    }
    context.result("incidents", Map.of("incidents", fields), text);
  }

  private void start(Context context) throws InterruptedException {
    Cluster cluster = context.cluster();
    if (!cluster.shape().topology().equals("raft") || cluster.nodes().size() < FEWEST_NODES) {
      throw new Refusal("who is on call has a raft of three nodes or more", "up raft --nodes 5");
    }
    Duty duty = Duty.on(context.lab(), cluster);
    if (duty.open().isPresent()) {
      throw new Refusal("an incident is open already", "incident answer, or incident give-up");
    }
    Long given = seed;
    long chosen = given == null ? ThreadLocalRandom.current().nextInt(SEEDS) : given;
    Lab.Ending load = context.run(LOAD, reply -> {});
    context.passOn(load);
    duty.prepare();
    duty.begin(chosen);
    context.result(
        "incident",
        Map.of("seed", chosen, "open", true),
        Style.WARN.of("something is wrong") + " with this cluster since now; clients are at work",
        "  find out what and where: status, watch, events --all, metrics, logs; what may be: incident list",
        "  then incident answer WHAT WHERE --because EVENT,..   (the same again: --seed "
            + chosen
            + ")");
  }

  private static void status(Context context) {
    Duty duty = Duty.on(context.lab(), context.cluster());
    Optional<Duty.Open> open = duty.open();
    if (open.isEmpty()) {
      context.result("incident", Map.of("open", false), "nothing is kept from you: incident start");
      return;
    }
    Score score = duty.score();
    context.result(
        "incident",
        fields(score, true, open.get().seed()),
        "an incident is open: " + words(score) + "; it is worth " + score.points() + " points now");
  }

  private static Map<String, Object> fields(Score score, boolean open, long seed) {
    return Map.of(
        "open", open,
        "seed", seed,
        "commands", score.commands(),
        "seconds", score.seconds(),
        "wrong", score.wrong(),
        "points", score.points());
  }

  private static String words(Score score) {
    return String.format(
        Locale.ROOT,
        "%d s, %d command%s, %d wrong answer%s",
        Math.round(score.seconds()),
        score.commands(),
        score.commands() == 1 ? "" : "s",
        score.wrong(),
        score.wrong() == 1 ? "" : "s");
  }

  private void answer(Context context) throws InterruptedException {
    Duty duty = Duty.on(context.lab(), context.cluster());
    var unused = duty.require();
    String named = what;
    if (named == null || where.isEmpty()) {
      throw new Refusal("what, and where?", "incident answer slow-disk node3 --because e812");
    }
    Trouble trouble = Troubles.named(named);
    String place = String.join("", where).replace(" ", "").replace("->", " -> ");
    if (because.isEmpty()) {
      throw new Refusal(
          "which events show it?", "add --because e812,e840; events says what has happened");
    }
    List<LabEvent> cited = new ArrayList<>();
    for (String id : because) {
      cited.add(event(context.cluster(), id));
    }
    switch (duty.answer(trouble, place, cited)) {
      case NOT_SHOWN ->
          throw new Unmet(
              "none of these events shows "
                  + trouble.name()
                  + " at "
                  + Style.harmless(place)
                  + "; that is shown by "
                  + trouble.traces());
      case WRONG -> throw new Unmet("that is not it; incident list says what else may be");
      case FOUND -> found(context, duty);
    }
  }

  private static LabEvent event(Cluster cluster, String id) {
    String digits = id.startsWith("e") ? id.substring(1) : id;
    try {
      return cluster
          .events()
          .event(Long.parseLong(digits))
          .orElseThrow(
              () -> new Refusal("there is no event " + Style.harmless(id), "events lists them"));
    } catch (NumberFormatException e) {
      throw new Refusal(Style.harmless(id) + " is no event", "an event is e and a number: e812");
    }
  }

  private static void found(Context context, Duty duty) throws InterruptedException {
    Score score = duty.score();
    Duty.Open open = end(context, duty);
    context.result(
        "incident",
        fields(score, false, open.seed()),
        Style.GOOD.of("found: " + open.trouble().story(open.place())),
        "  " + words(score) + ": " + score.points() + " of 100 points",
        "  the fault is shown from now on; heal takes it back. Another one: incident start");
  }

  private static void giveUp(Context context) throws InterruptedException {
    Duty duty = Duty.on(context.lab(), context.cluster());
    Score score = duty.score();
    Duty.Open open = end(context, duty);
    context.result(
        "incident",
        fields(score, false, open.seed()),
        "it was " + open.trouble().name() + ": " + open.trouble().story(open.place()),
        "  it would have been shown by " + open.trouble().traces(),
        "  once more: incident start --seed " + open.seed());
  }

  private static Duty.Open end(Context context, Duty duty) throws InterruptedException {
    Duty.Open open = duty.end();
    var unused = context.run("workload stop", reply -> {}); // a person may have stopped it
    return open;
  }

  /** For completion. */
  static final class Verbs implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("list", "start", "status", "answer", "give-up").iterator();
    }
  }

  /** For completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Troubles.names().iterator();
    }
  }
}

package sandstore.lab.prove;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Cluster;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Reply;
import sandstore.lab.Style;
import sandstore.lab.command.Quantities;
import sandstore.lab.prove.nemesis.Nemeses;
import sandstore.lab.prove.nemesis.Nemesis;
import sandstore.lab.prove.nemesis.Planner;
import sandstore.lab.prove.nemesis.Played;
import sandstore.lab.prove.nemesis.Player;
import sandstore.lab.prove.nemesis.Schedule;

/** Starts and ends whoever breaks things. */
@AutoService(LabCommand.class)
@Command(
    name = "nemesis",
    headerHeading = "Proving",
    description = "Breaks things by itself, by a schedule made of a seed, while clients work.",
    footer = {
      "Several names together take turns, and may overlap. One seed is one schedule; --save writes it",
      "as JSON, and replay plays such a file. When it ends, what it broke is put right again.",
      "",
      "  nemesis list",
      "  nemesis start partitions",
      "  nemesis start partitions kills pauses --seed 7 --for 30s --save bad.json",
      "  nemesis replay bad.json",
      "  nemesis status",
      "  nemesis stop"
    })
public final class NemesisCommand implements LabCommand {
  private static final String USAGE = "nemesis start NAME.., replay FILE, stop, status, or list";
  private static final long LARGEST_BYTES = 4 << 20;
  private static final double LONGEST_SECONDS = 86_400;

  @Parameters(
      index = "0",
      paramLabel = "VERB",
      completionCandidates = Verbs.class,
      description = "start, replay, stop, status or list")
  private String verb = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "which; replay: a file")
  private List<String> names = List.of();

  @Option(names = "--seed", paramLabel = "N", description = "of the schedule; else by chance")
  private @Nullable Long seed;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Quantities.AsDuration.class,
      description = "how long it goes on (60s)")
  private Duration time = Duration.ofSeconds(60);

  @Option(names = "--save", paramLabel = "FILE", description = "write the schedule there")
  private @Nullable String save;

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    switch (verb) {
      case "list" -> list(context);
      case "start" -> start(context);
      case "replay" -> replay(context);
      case "stop" -> stop(context);
      case "status" -> status(context);
      default -> throw new Refusal("nemesis does not know \"" + Style.harmless(verb) + "\"", USAGE);
    }
  }

  private static void list(Context context) {
    List<String> text = new ArrayList<>();
    List<Map<String, Object>> fields = new ArrayList<>();
    for (Nemesis n : Nemeses.all()) {
      text.add(Style.STRONG.of(String.format("%-13s", n.name())) + n.about());
      fields.add(Map.of("name", n.name(), "about", n.about()));
    }
    context.result("nemeses", Map.of("nemeses", fields), text);
  }

  private void start(Context context) throws IOException {
    if (names.isEmpty()) {
      throw new Refusal("which?", "nemesis start partitions; nemesis list says what there is");
    }
    Cluster cluster = context.cluster();
    String topology = cluster.shape().topology();
    int nodes = cluster.nodes().size();
    for (String name : names) {
      if (!Nemeses.named(name).fits(topology, nodes)) {
        throw new Refusal(
            name + " has nothing to do in " + cluster.shape().words(), "up raft --nodes 5");
      }
    }
    double seconds = time.toMillis() / 1e3;
    if (seconds < 2 || seconds > LONGEST_SECONDS) {
      throw new Refusal("a schedule lasts 2 s to a day", "--for 30s");
    }
    Long given = seed;
    long chosen = given == null ? ThreadLocalRandom.current().nextInt(1_000_000) : given;
    play(
        context,
        Planner.plan(
            chosen,
            List.copyOf(new java.util.LinkedHashSet<>(names)),
            topology,
            nodes,
            seconds,
            cluster.shape().electionTimeout().toMillis() / 1e3));
  }

  private void replay(Context context) throws IOException {
    if (names.size() != 1) {
      throw new Refusal("which file?", "nemesis replay FILE");
    }
    Path file = context.local(names.get(0));
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_BYTES) {
      throw new Refusal("there is no schedule " + file, "nemesis start .. --save FILE writes one");
    }
    Schedule schedule;
    try {
      schedule = Schedule.parse(Files.readString(file));
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new Refusal(file + " is not text in UTF-8", "");
    }
    if (schedule.nodes() > context.cluster().nodes().size()) {
      throw new Refusal(
          "this schedule is for " + schedule.nodes() + " nodes",
          "up " + schedule.topology() + " --nodes " + schedule.nodes());
    }
    play(context, schedule);
  }

  private void play(Context context, Schedule schedule) throws IOException {
    Proof proof = Proof.of(context.lab(), context.cluster());
    if (proof.player().filter(Player::running).isPresent()) {
      throw new Refusal("a nemesis is at work already", "nemesis stop ends it");
    }
    String to = save;
    if (to != null) {
      Files.writeString(context.local(to), schedule.json());
    }
    var unused = proof.play(schedule, played -> context.lab().tell(new Reply.Note(told(played))));
    List<String> text = new ArrayList<>();
    text.add(
        String.format(
            Locale.ROOT,
            "%s: %d faults in %.0f s, seed %d%s",
            Style.STRONG.of(String.join(", ", schedule.nemeses())),
            schedule.steps().size(),
            schedule.seconds(),
            schedule.seed(),
            to == null ? "" : "; saved as " + to));
    context.result(
        "nemesis",
        Map.of(
            "nemeses",
            schedule.nemeses(),
            "seed",
            schedule.seed(),
            "seconds",
            schedule.seconds(),
            "faults",
            schedule.steps().size()),
        text);
  }

  private static String told(Played played) {
    if (!played.problem().isEmpty()) {
      return "nemesis: " + played.step().what() + ": " + Style.harmless(played.problem());
    }
    return "nemesis: "
        + played.step().what()
        + (played.endedNanos() == 0 ? "" : " is over")
        + (played.endedNanos() != 0 && !played.seen() ? ", and nobody saw any effect of it" : "");
  }

  private static void stop(Context context) throws InterruptedException {
    Player player =
        Proof.of(context.lab(), context.cluster())
            .player()
            .orElseThrow(() -> new Refusal("no nemesis is at work", "nemesis start partitions"));
    player.stop();
    show(context, player);
  }

  private static void status(Context context) {
    var player = Proof.of(context.lab(), context.cluster()).player();
    if (player.isEmpty()) {
      context.result(
          "nemesis", Map.of("faults", List.of()), "no nemesis has been at work since up");
    } else {
      show(context, player.get());
    }
  }

  private static void show(Context context, Player player) {
    List<String> text = new ArrayList<>();
    List<Map<String, Object>> faults = new ArrayList<>();
    Schedule schedule = player.schedule();
    List<Played> played = player.played();
    text.add(
        Style.STRONG.of(String.join(", ", schedule.nemeses()))
            + ", seed "
            + schedule.seed()
            + ": "
            + played.size()
            + " of "
            + schedule.steps().size()
            + " faults"
            + (player.running() ? " until now" : ""));
    for (Played one : played) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("nemesis", one.step().nemesis());
      fields.put("what", one.step().what());
      fields.put("lasts", one.endedNanos() == 0);
      fields.put("seen", one.seen());
      fields.put("problem", one.problem());
      faults.add(fields);
      String how =
          one.endedNanos() == 0
              ? Style.WARN.of("lasts")
              : one.seen() ? Style.GOOD.of("seen") : Style.BAD.of("no effect was seen");
      text.add(
          String.format("  %-13s %-40s %s", one.step().nemesis(), one.step().what(), how)
              + (one.problem().isEmpty() ? "" : "; " + Style.harmless(one.problem())));
    }
    context.result("nemesis", Map.of("seed", schedule.seed(), "faults", faults), text);
  }

  /** For completion. */
  static final class Verbs extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Verbs() {
      super(List.of("start", "replay", "stop", "status", "list"));
    }
  }

  /** For completion. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Nemeses.names());
    }
  }
}

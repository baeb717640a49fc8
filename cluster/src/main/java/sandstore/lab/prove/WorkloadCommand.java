package sandstore.lab.prove;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.command.Quantities;
import sandstore.lab.prove.workload.Load;
import sandstore.lab.prove.workload.Workload;
import sandstore.lab.prove.workload.Workloads;

/** Starts and ends clients that use the store. */
@AutoService(LabCommand.class)
@Command(
    name = "workload",
    headerHeading = "Proving",
    description = "Lets clients use the store, and writes down what they are told.",
    footer = {
      "Each works in a folder of its own, /NAME, until it is stopped or the cluster goes down. When",
      "it ends, its clients have a last look at what they wrote. check judges what they were told,",
      "and invariants says what else must hold, and does.",
      "",
      "  workload list",
      "  workload start registers",
      "  workload start registers --clients 8 --rate 200 --for 15s",
      "  workload status",
      "  workload stop; check"
    })
public final class WorkloadCommand implements LabCommand {
  private static final String USAGE = "workload start NAME, stop [NAME], status, or list";
  private static final int MOST_CLIENTS = 64;
  private static final double USUAL_RATE = 100;
  private static final double MOST_RATE = 100_000;

  @Parameters(
      index = "0",
      paramLabel = "VERB",
      completionCandidates = Verbs.class,
      description = "start, stop, status or list")
  private String verb = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "which")
  private @Nullable String name;

  @Option(
      names = "--clients",
      paramLabel = "N",
      converter = Quantities.AsCount.class,
      description = "start: how many, at most 64")
  private @Nullable Integer clients;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "start: operations a second of all of them; 0: as many as go (100)")
  private double rate = USUAL_RATE;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Quantities.AsDuration.class,
      description = "start: stop after so long, and return then")
  private @Nullable Duration time;

  @Option(names = "--seed", paramLabel = "S", description = "start: of what clients do (1)")
  private long seed = 1;

  @Override
  public void run(Context context) throws InterruptedException {
    switch (verb) {
      case "list" -> list(context);
      case "start" -> start(context);
      case "stop" -> stop(context);
      case "status" -> status(context);
      default ->
          throw new Refusal("workload does not know \"" + Style.harmless(verb) + "\"", USAGE);
    }
  }

  private static void list(Context context) {
    List<String> text = new ArrayList<>();
    List<Map<String, Object>> fields = new ArrayList<>();
    for (Workload w : Workloads.all()) {
      text.add(Style.STRONG.of(String.format("%-11s", w.name())) + w.about());
      fields.add(Map.of("name", w.name(), "about", w.about(), "clients", w.clients()));
    }
    context.result("workloads", Map.of("workloads", fields), text);
  }

  private void start(Context context) throws InterruptedException {
    if (name == null) {
      throw new Refusal("which?", "workload start registers; workload list says what there is");
    }
    Workload workload = Workloads.named(name);
    int number = clients == null ? workload.clients() : clients;
    if (number > MOST_CLIENTS) {
      throw new Refusal("at most " + MOST_CLIENTS + " clients", "--clients 8");
    }
    if (!(rate >= 0 && rate <= MOST_RATE)) {
      throw new Refusal("a rate is 0 to 100000 operations a second", "--rate 100");
    }
    Proof proof = Proof.of(context.lab(), context.cluster());
    Load load = proof.start(name, new Load.Plan(number, rate, seed));
    Duration lasts = time;
    if (lasts == null) {
      context.result(
          "workload",
          fields(load.standing()),
          Style.STRONG.of(load.name())
              + ": "
              + number
              + (number == 1 ? " client" : " clients")
              + " in /"
              + load.name()
              + ", until workload stop");
      return;
    }
    try {
      follow(context, load, lasts);
    } finally {
      boolean interrupted = Thread.interrupted();
      var unused = proof.stop(Optional.of(load.name()));
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    context.result("workload", fields(load.standing()), words(load.standing()));
  }

  private static void follow(Context context, Load load, Duration lasts)
      throws InterruptedException {
    long until = System.nanoTime() + lasts.toNanos();
    while (System.nanoTime() < until && load.running()) {
      long left = until - System.nanoTime();
      Load.Standing now = load.standing();
      context.progress(
          "workload " + load.name(),
          (long) now.seconds(),
          Math.max(1, lasts.toSeconds()),
          "s",
          now.acknowledged() + " writes acknowledged");
      TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(500)));
    }
  }

  private void stop(Context context) throws InterruptedException {
    Proof proof = Proof.of(context.lab(), context.cluster());
    List<Load> running = proof.loads().stream().filter(Load::running).toList();
    String one = name;
    if (running.isEmpty() && one == null && !proof.loads().isEmpty()) {
      show(context, proof.loads()); // all have ended by themselves
      return;
    }
    if (running.isEmpty()
        || (one != null && running.stream().noneMatch(l -> l.name().equals(one)))) {
      throw new Refusal(
          one == null ? "no workload runs" : "no workload " + Style.harmless(one) + " runs",
          running.isEmpty()
              ? "workload start registers"
              : "there run " + String.join(", ", running.stream().map(Load::name).toList()));
    }
    show(context, proof.stop(Optional.ofNullable(one)));
  }

  private static void status(Context context) {
    List<Load> loads = Proof.of(context.lab(), context.cluster()).loads();
    if (loads.isEmpty()) {
      context.result("workloads", Map.of("workloads", List.of()), "no workload has run since up");
      return;
    }
    show(context, loads);
  }

  private static void show(Context context, List<Load> loads) {
    context.result(
        "workloads",
        Map.of("workloads", loads.stream().map(l -> fields(l.standing())).toList()),
        loads.stream().map(l -> words(l.standing())).toList());
  }

  private static String words(Load.Standing s) {
    return String.format(
        Locale.ROOT,
        "%s %2d clients, %s %.1f s: %d operations answered, of which %d writes acknowledged (%.0f/s);"
            + " %d refused, %d unknown",
        Style.STRONG.of(String.format("%-11s", s.name())),
        s.clients(),
        s.running() ? "since" : "ran",
        s.seconds(),
        s.ok(),
        s.acknowledged(),
        s.acknowledged() / Math.max(0.001, s.seconds()),
        s.refused(),
        s.unknown());
  }

  private static Map<String, Object> fields(Load.Standing s) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", s.name());
    fields.put("running", s.running());
    fields.put("clients", s.clients());
    fields.put("seconds", Math.round(s.seconds() * 10) / 10.0);
    fields.put("answered", s.ok());
    fields.put("acknowledged", s.acknowledged());
    fields.put("refused", s.refused());
    fields.put("unknown", s.unknown());
    return fields;
  }

  /** For completion. */
  static final class Verbs extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Verbs() {
      super(List.of("start", "stop", "status", "list"));
    }
  }

  /** For completion. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Workloads.names());
    }
  }
}

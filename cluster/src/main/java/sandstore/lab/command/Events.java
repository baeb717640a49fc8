package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sandstore.lab.Context;
import sandstore.lab.EventLog;
import sandstore.lab.LabCommand;
import sandstore.lab.LabEvent;
import sandstore.lab.Style;
import sandstore.lab.story.Noteworthiness;
import sandstore.lab.story.Sentence;

@AutoService(LabCommand.class)
@Command(
    name = "events",
    headerHeading = "Looking",
    description = "What happened, in sentences, in the order in which the lab was told.",
    footer = {
      "Routine (RPCs, timers) is left out unless --all asks for it.",
      "",
      "  events",
      "  events --limit 100 --node node2",
      "  events --grep struck",
      "  events --follow"
    })
public final class Events implements LabCommand {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final int PAGE = 1000;

  @Option(names = "--follow", description = "go on as things happen; Ctrl-C ends it")
  private boolean follow;

  @Option(names = "--all", description = "routine as well")
  private boolean all;

  @Option(names = "--node", paramLabel = "NODE", description = "of this node only")
  private @Nullable String node;

  @Option(names = "--grep", paramLabel = "WORD", description = "with this word in the sentence")
  private @Nullable String grep;

  @Mixin private Latest latest = new Latest();

  @Override
  public void run(Context context) {
    EventLog log = context.lab().events();
    Latest.Found last = latest.in(log, this::wanted);
    last.events().forEach(e -> tell(context, e));
    if (follow) {
      follow(context, log, last.upTo());
    } else if (last.events().isEmpty()) {
      boolean routine = !all && !latest.in(log, this::matches).events().isEmpty();
      context.note(
          routine
              ? "of that kind there is only routine; with --all it is shown"
              : "nothing of that kind has happened yet");
    }
  }

  /** Until Ctrl-C, which is how one ends it, and no failure. */
  private void follow(Context context, EventLog log, long from) {
    long upTo = from;
    try {
      while (true) {
        List<LabEvent> fresh = log.awaitAfter(upTo, PAGE);
        fresh.stream().filter(this::wanted).forEach(e -> tell(context, e));
        upTo = fresh.get(fresh.size() - 1).order();
      }
    } catch (InterruptedException enough) {
      return;
    }
  }

  private boolean wanted(LabEvent e) {
    return (all || Noteworthiness.of(e.event()) != Noteworthiness.ROUTINE) && matches(e);
  }

  private boolean matches(LabEvent e) {
    String of = node;
    String word = grep;
    return (of == null || e.event().getNode().equals(of))
        && (word == null || Sentence.of(e.event()).contains(word));
  }

  private static void tell(Context context, LabEvent e) {
    String sentence = Sentence.of(e.event());
    String time = CLOCK.format(Instant.ofEpochMilli(e.event().getAtMillis()));
    context.result(
        "event",
        Map.of(
            "order", e.order(),
            "node", e.event().getNode(),
            "incarnation", e.event().getIncarnation(),
            "sequence", e.event().getSequence(),
            "atMillis", e.event().getAtMillis(),
            "event", e.event().getKindCase().name(),
            "sentence", sentence),
        Style.DIM.of(time + "  e" + e.order()) + "  " + sentence);
  }
}

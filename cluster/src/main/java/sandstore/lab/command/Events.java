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
      "  events --grep truncated",
      "  events --follow"
    })
public final class Events implements LabCommand {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final int PAGE = 1000;
  private static final long POLL_MILLIS = 100;

  @Option(names = "--follow", description = "go on as things happen; Ctrl-C ends it")
  private boolean follow;

  @Option(names = "--all", description = "routine as well")
  private boolean all;

  @Option(names = "--node", paramLabel = "NODE", description = "of this node only")
  private @Nullable String node;

  @Option(names = "--grep", paramLabel = "WORD", description = "with this word in the sentence")
  private @Nullable String grep;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Quantities.AsCount.class,
      defaultValue = "30",
      description = "the last so many (${DEFAULT-VALUE})")
  private int limit;

  @Override
  public void run(Context context) {
    EventLog log = context.lab().events();
    long next = show(context, last(log));
    while (follow && goesOn()) {
      List<LabEvent> fresh = log.after(next, PAGE);
      if (!fresh.isEmpty()) {
        next = fresh.get(fresh.size() - 1).order();
        fresh.stream().filter(this::wanted).forEach(e -> tell(context, e));
      }
    }
  }

  /** Waits a little; false after Ctrl-C, which is how one ends to follow, and no failure. */
  private static boolean goesOn() {
    try {
      Thread.sleep(POLL_MILLIS);
      return true;
    } catch (InterruptedException enough) {
      return false;
    }
  }

  private List<LabEvent> last(EventLog log) {
    java.util.ArrayDeque<LabEvent> last = new java.util.ArrayDeque<>();
    long after = log.first() - 1;
    List<LabEvent> page;
    while (!(page = log.after(after, PAGE)).isEmpty()) {
      for (LabEvent e : page) {
        if (wanted(e)) {
          last.addLast(e);
          if (last.size() > limit) {
            last.removeFirst();
          }
        }
      }
      after = page.get(page.size() - 1).order();
    }
    return List.copyOf(last);
  }

  private long show(Context context, List<LabEvent> events) {
    events.forEach(e -> tell(context, e));
    if (events.isEmpty() && !follow) {
      context.note("nothing of that kind has happened yet");
    }
    return context.lab().events().last();
  }

  private boolean wanted(LabEvent e) {
    String of = node;
    String word = grep;
    return (all || Noteworthiness.of(e.event()) != Noteworthiness.ROUTINE)
        && (of == null || e.event().getNode().equals(of))
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

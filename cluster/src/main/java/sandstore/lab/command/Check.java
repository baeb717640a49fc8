package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Cluster;
import sandstore.lab.Context;
import sandstore.lab.Lab;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Reply;
import sandstore.lab.Style;
import sandstore.lab.check.Checker;
import sandstore.lab.check.HtmlPicture;
import sandstore.lab.check.Judgement;
import sandstore.lab.check.TextPicture;
import sandstore.lab.check.Verdict;
import sandstore.lab.history.BadHistory;
import sandstore.lab.history.History;
import sandstore.lab.history.HistoryFormat;
import sandstore.lab.history.HistoryWriter;
import sandstore.lab.history.SavedHistory;
import sandstore.lab.history.Value;
import sandstore.lab.history.Verb;

/** Judges a saved history. */
@Command(
    name = "check",
    headerHeading = "Proving",
    description =
        "Says whether what was done to files is linearizable, and if not, which answer cannot be.",
    footer = {
      "Linearizable: all answers are as if the operations had happened one after the other, each at",
      "some moment between its call and its answer. The last line is the verdict.",
      "Formats: jepsen-log, kv-line, edn, jsonl. Exit status: 0 linearizable, 1 not, 3 unknown.",
      "Without FILE: all that was done to files since up, from every prompt and job.",
      "",
      "  check",
      "  check --save history.jsonl",
      "  check history.edn",
      "  check history.edn --init nil --html why.html"
    })
@AutoService(LabCommand.class)
public final class Check implements LabCommand {
  private static final int WIDTH = 100;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "a saved history; else what was done since up")
  private @Nullable String file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "how it is written: jepsen-log, kv-line, edn, jsonl; else guessed")
  private @Nullable String format;

  @Option(
      names = "--init",
      paramLabel = "V",
      description = "what each key holds in the beginning: nil, 3, \"text\"; else by the format")
  private @Nullable String init;

  @Option(
      names = "--save",
      paramLabel = "OUT",
      description = "write the history, too: as EDN if the name ends so, else as JSON Lines")
  private @Nullable String save;

  @Option(names = "--html", paramLabel = "OUT", description = "write the picture as a page, too")
  private @Nullable String html;

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    context.passOn(
        file == null ? sinceUp(context) : examine(context::local, context.json(), context::reply));
  }

  /** What was done to this cluster's files, from whichever face. */
  private Lab.Ending sinceUp(Context context) throws InterruptedException, IOException {
    if (format != null || init != null) {
      throw new Refusal("--format and --init are about a file", "check FILE --format edn");
    }
    Cluster cluster = context.cluster();
    History history = cluster.history();
    return judge(
        history,
        Value.NIL,
        cluster.fresh(),
        "what was done to files since up",
        context::local,
        context.json(),
        context::reply);
  }

  /** Needs no lab: a file is all there is to it. */
  public Lab.Ending examine(Function<String, Path> local, boolean json, Consumer<Reply> replies)
      throws InterruptedException, IOException {
    String named = file;
    if (named == null) {
      throw new Refusal(
          "check what?",
          "lab check FILE judges a saved history; at the prompt, check alone what was done since up");
    }
    Path path = local.apply(named);
    if (!Files.isRegularFile(path)) {
      throw new Refusal(
          Files.isDirectory(path) ? path + " is a folder" : "there is no file " + path,
          "check FILE judges a saved history");
    }
    try {
      SavedHistory saved = SavedHistory.read(path, formatAsked());
      String given = init;
      Value start = given == null ? saved.start() : Value.typed(given);
      String about =
          String.valueOf(path.getFileName())
              + ", "
              + saved.format().word()
              + startWords(saved.history(), start, given != null);
      return judge(saved.history(), start, true, about, local, json, replies);
    } catch (BadHistory e) {
      throw new Refusal(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new Refusal(named + ": " + e.getMessage());
    }
  }

  /** Locks and sets begin as they always do. */
  private static String startWords(History history, Value start, boolean given) {
    boolean holdsValues =
        history.operations().stream()
            .anyMatch(o -> o.verb() == Verb.READ || o.verb() == Verb.WRITE || o.verb() == Verb.CAS);
    return holdsValues ? ", from " + start.shown() + (given ? "" : " (--init says otherwise)") : "";
  }

  private Optional<HistoryFormat> formatAsked() {
    String word = format;
    if (word == null) {
      return Optional.empty();
    }
    return Optional.of(
        HistoryFormat.named(word)
            .orElseThrow(
                () ->
                    new Refusal(
                        "there is no format " + Style.harmless(word),
                        "one of " + HistoryFormat.names())));
  }

  private Lab.Ending judge(
      History history,
      Value start,
      boolean known,
      String about,
      Function<String, Path> local,
      boolean json,
      Consumer<Reply> replies)
      throws InterruptedException, IOException {
    saveAs(history, local);
    long begun = System.nanoTime();
    Judgement judged =
        Checker.usual()
            .judge(
                history,
                start,
                known,
                (done, of) -> {
                  if (of > 1 && System.nanoTime() - begun > 1_000_000_000L) {
                    replies.accept(new Reply.Progress("check", done, of, "keys", ""));
                  }
                });
    double seconds = (System.nanoTime() - begun) / 1e9;
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("verdict", judged.verdict().words());
    fields.put("operations", judged.operations());
    fields.put("clients", history.clients());
    fields.put("keys", judged.keys());
    fields.put("models", judged.models());
    fields.put("start", start.shown());
    fields.put("seconds", Math.round(seconds * 1000) / 1000.0);
    fields.put("remarks", history.remarks());
    fields.put("unknown", judged.unknown());
    fields.put("wrongKeys", judged.wrongKeys());
    judged.counterexample().ifPresent(c -> fields.put("counterexample", c.fields()));
    String page = html;
    if (page != null && judged.counterexample().isPresent()) {
      Path to = local.apply(page);
      Files.writeString(
          to, HtmlPicture.page(judged.counterexample().get(), "Not linearizable: " + about));
      fields.put("html", to.toString());
    }
    replies.accept(new Reply.Result("check", fields, text(judged, history, about, seconds), json));
    return ending(judged);
  }

  private void saveAs(History history, Function<String, Path> local) throws IOException {
    String named = save;
    if (named == null) {
      return;
    }
    Path to = local.apply(named);
    if (Files.isDirectory(to) || to.getParent() == null || !Files.isWritable(to.getParent())) {
      throw new Refusal(to + " cannot be written", "name a file in a folder of yours");
    }
    try (Writer out = Files.newBufferedWriter(to)) {
      if (named.endsWith(".edn")) {
        HistoryWriter.edn(history, out);
      } else {
        HistoryWriter.jsonLines(history, out);
      }
    }
  }

  private List<String> text(Judgement judged, History history, String about, double seconds) {
    List<String> text = new ArrayList<>();
    text.add(
        Style.DIM.of(
            Style.harmless(about)
                + ": "
                + Remote.count(judged.operations(), "operation", "operations")
                + " of "
                + Remote.count(history.clients(), "client", "clients")
                + (judged.keys() > 1 ? " on " + judged.keys() + " keys" : "")
                + String.format(", judged in %.1f s", seconds)));
    history.remarks().forEach(r -> text.add(Style.DIM.of(Style.harmless(r))));
    judged
        .counterexample()
        .ifPresent(
            c -> {
              text.add("");
              text.addAll(new TextPicture(c, WIDTH).lines());
            });
    List<String> others = judged.wrongKeys().stream().skip(1).toList();
    if (!others.isEmpty()) {
      text.add(
          "The same is so for "
              + Remote.count(others.size(), "other key", "other keys")
              + ": "
              + Style.harmless(String.join(", ", others.stream().limit(6).toList()))
              + (others.size() > 6 ? " .." : ""));
    }
    if (save != null) {
      text.add("the history is in " + save);
    }
    judged.unknown().forEach(u -> text.add(Style.WARN.of(Style.harmless(u))));
    if (html != null && judged.counterexample().isPresent()) {
      text.add("the picture is in " + html);
    }
    text.add("");
    Style style =
        switch (judged.verdict()) {
          case LINEARIZABLE -> Style.GOOD;
          case NOT_LINEARIZABLE -> Style.BAD;
          case UNKNOWN -> Style.WARN;
        };
    text.add(style.of("verdict: " + judged.verdict().words()));
    return text;
  }

  private static Lab.Ending ending(Judgement judged) {
    Verdict verdict = judged.verdict();
    return verdict == Verdict.LINEARIZABLE
        ? Lab.Ending.OK
        : new Lab.Ending(
            verdict.status(),
            "the history is "
                + (verdict == Verdict.UNKNOWN
                    ? "neither shown to be linearizable nor not"
                    : verdict.words()),
            "");
  }
}

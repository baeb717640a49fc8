package sandstore.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import sandstore.lab.Lab.Ending;

/**
 * Runs typed lines: finds the command, has picocli fill it in, runs it, and turns whatever it threw
 * into an {@link Ending}. A line stops at its first command that does not succeed.
 */
final class LineRunner {
  private final Lab lab;
  private final Catalog catalog;
  private final Jobs jobs;

  LineRunner(Lab lab, Catalog catalog, Jobs jobs) {
    this.lab = lab;
    this.catalog = catalog;
    this.jobs = jobs;
  }

  /** Runs a line for someone; never throws for what is in it. */
  Ending run(String line, Asker asker) {
    List<Statement> statements;
    try {
      statements = Line.parse(line);
    } catch (Refusal e) {
      return new Ending(2, String.valueOf(e.getMessage()), e.hint());
    }
    for (Statement statement : statements) {
      Ending ending = statement.background() ? background(statement, asker) : run(statement, asker);
      // What follows, and whoever types next, finds in the view what this has done.
      lab.cluster().ifPresent(Cluster::settle);
      if (ending.status() != 0) {
        if (statement.asksForJson()) {
          asker.replies().accept(ending.result());
        }
        return ending;
      }
    }
    return Ending.OK;
  }

  private Ending background(Statement statement, Asker asker) {
    if (catalog.find(statement.name()).isEmpty()) {
      return unknownCommand(statement.name());
    }
    Statement foreground = new Statement(statement.words(), false);
    Job job =
        jobs.start(
            foreground.source(), sink -> run(foreground, asker.withReplies(sink)), asker.replies());
    asker.replies().accept(new Reply.Note("job " + job.number() + ": " + job.source()));
    return Ending.OK;
  }

  private Ending run(Statement statement, Asker asker) {
    boolean wantsHelp = statement.arguments().stream().anyMatch(LineRunner::isHelp);
    if (wantsHelp && !statement.name().equals("help")) {
      return run(helpFor(statement), asker);
    }
    Optional<CommandLine> found = catalog.find(statement.name());
    if (asker.onlyLooks() && found.filter(c -> Catalog.looks(c.getCommandSpec())).isEmpty()) {
      return new Ending(
          2,
          "this terminal only looks: " + Style.harmless(statement.name()) + " is for the lab's own",
          "help Looking lists what it may; lab attach without --read-only may do all");
    }
    if (found.isEmpty()) {
      Optional<String> means = lab.companion().flatMap(c -> c.means(statement.source()));
      return means.isPresent() ? run(means.get(), asker) : unknownCommand(statement.name());
    }
    List<String> meant = new ArrayList<>();
    List<String> typed = new ArrayList<>();
    boolean asJson = asker.json();
    for (Word word : statement.arguments()) {
      if (word.asksForJson()) {
        asJson = true;
      } else {
        meant.add(word.text());
        typed.add(word.typed());
      }
    }
    CommandLine parser = found.get();
    Endings endings = new Endings(lab, statement.name());
    try {
      parser.parseArgs(meant.toArray(String[]::new));
      Optional<Refusal> objection =
          lab.companion().flatMap(c -> c.objects(parser.getCommandSpec()));
      if (objection.isPresent()) {
        throw objection.get();
      }
      LabCommand command = parser.getCommand();
      command.run(new Context(lab, this, typed, asker.withJson(asJson)));
      return Ending.OK;
    } catch (CommandLine.ParameterException e) {
      return endings.misuse(parser, e);
    } catch (InterruptedException e) {
      return endings.interrupted();
    } catch (IOException | RuntimeException | Error e) {
      return endings.of(e);
    }
  }

  /** Why the line could not be run at all; the first of its mistakes. */
  Optional<Ending> mistakeIn(String line) {
    try {
      return Line.parse(line).stream().flatMap(s -> mistakeIn(s).stream()).findFirst();
    } catch (Refusal e) {
      return Optional.of(new Ending(2, String.valueOf(e.getMessage()), e.hint()));
    }
  }

  private Optional<Ending> mistakeIn(Statement statement) {
    Optional<CommandLine> found = catalog.find(statement.name());
    if (found.isEmpty()) {
      return Optional.of(unknownCommand(statement.name()));
    }
    try {
      found
          .get()
          .parseArgs(
              statement.arguments().stream()
                  .filter(w -> !w.asksForJson())
                  .map(Word::text)
                  .toArray(String[]::new));
      return Optional.empty();
    } catch (CommandLine.ParameterException e) {
      return Optional.of(new Endings(lab, statement.name()).misuse(found.get(), e));
    }
  }

  private static boolean isHelp(Word word) {
    return word.plain() && (word.text().equals("--help") || word.text().equals("-h"));
  }

  private static Statement helpFor(Statement statement) {
    return new Statement(
        List.of(new Word("help", "help"), statement.words().get(0)), statement.background());
  }

  private Ending unknownCommand(String name) {
    Refusal refusal = lab.noSuchCommand(name);
    return new Ending(2, String.valueOf(refusal.getMessage()), refusal.hint());
  }
}

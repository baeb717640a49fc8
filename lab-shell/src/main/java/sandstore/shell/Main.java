package sandstore.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import sandstore.lab.Door;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.Refusal;
import sandstore.lab.attach.AttachedLab;
import sandstore.lab.command.Doctor;
import sandstore.shell.line.Invitation;
import sandstore.shell.line.Look;
import sandstore.shell.line.Prompt;
import sandstore.shell.reply.Face;
import sandstore.shell.reply.JsonFace;
import sandstore.shell.reply.PlainFace;
import sandstore.shell.train.Rehearsal;
import sandstore.wire.log.LogFile;

/**
 * {@code lab}: chooses a face, opens the lab behind it, and ends with an exit status: 0 all
 * succeeded, 1 a definite failure or an unmet expectation, 2 the person's mistake, 3 an unknown
 * outcome.
 */
public final class Main {
  private static final int FAILURE = 1;
  private static final int MISTAKE = 2;

  /** EX_SOFTWARE of BSD's sysexits. */
  private static final int BUG = 70;

  /** A class path of one jar that does not exist: an empty one would mean the current folder. */
  private static final String NOTHING_ELSE = "nothing-else.jar";

  private static final Invitation FIRST_HOUR =
      new Invitation("Enter for the first hour, n for the prompt:", "lesson start first-hour");

  private final Arguments arguments;
  private final PrintStream out;
  private final PrintStream err;
  private final Path workingFolder = Path.of("").toAbsolutePath();

  private Main(Arguments arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    PrintStream out = Streams.out();
    PrintStream err = Streams.err();
    int status = run(args, out, err);
    out.flush();
    err.flush();
    // Not a return from main: threads of libraries may still be there.
    System.exit(status);
  }

  private static int run(String[] args, PrintStream out, PrintStream err) {
    Arguments arguments = new Arguments();
    try {
      // The prompt alone needs no parser yet, and is the start that a person waits for.
      if (args.length > 0) {
        new CommandLine(arguments).parseArgs(args);
      }
      return new Main(arguments, out, err).run();
    } catch (CommandLine.ParameterException e) {
      err.println("lab: " + e.getMessage() + " (lab --help says what there is)");
      return MISTAKE;
    } catch (Unusable e) {
      err.println("lab: " + e.getMessage());
      return MISTAKE;
    } catch (Refusal e) {
      err.println("lab: " + e.getMessage() + (e.hint().isEmpty() ? "" : "; " + e.hint()));
      return MISTAKE;
    } catch (IOException e) {
      err.println("lab: " + e);
      return MISTAKE;
    } catch (InterruptedException e) {
      return MISTAKE;
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(Main.class).error("ends", e);
      err.println(
          "lab: stumbled over a mistake of its own: " + e + " (lab.log in its home has more)");
      return BUG;
    }
  }

  private int run() throws Unusable, IOException, InterruptedException {
    if (arguments.help) {
      out.println(new CommandLine(new Arguments()).getUsageMessage());
      return 0;
    }
    if (arguments.version) {
      out.println("Sandstore Lab " + version() + ", Java " + Runtime.version());
      return 0;
    }
    if (arguments.train) {
      Path scratch = Files.createTempDirectory("sandstore-rehearsal");
      log(scratch);
      String nodes = System.getProperty("lab.nodes.make", "");
      return Rehearsal.run(
          settings(scratch), nodes.isEmpty() ? Optional.empty() : Optional.of(Path.of(nodes)));
    }
    Path home = Home.choose(arguments.home, System.getenv(), System.getProperty("user.home"));
    if ("doctor".equals(arguments.file)) {
      return doctor(home);
    }
    if ("attach".equals(arguments.file)) {
      return attach(home);
    }
    if (arguments.attachedFile != null) {
      throw new Unusable("one script at a time, not " + arguments.attachedFile + " as well");
    }
    Optional<Path> file = script(arguments.file);
    Home.open(home);
    try (Lab lab = new Lab(settings(home))) {
      log(home); // not sooner: the log of a lab that has the home is that lab's
      Thread hook = new Thread(lab::close, "take the cluster down");
      Runtime.getRuntime().addShutdownHook(hook);
      Visits visits = new Visits(lab);
      return run(lab, home, file, visits::prompt, visits::commandEnded);
    }
  }

  /** The same in the lab of another process: what is typed here runs there. */
  private int attach(Path home) throws Unusable, IOException, InterruptedException {
    Optional<Path> file = script(arguments.attachedFile);
    AttachedLab.holder(home);
    log(Files.createDirectories(home.resolve("attached")));
    try (AttachedLab lab = AttachedLab.to(home, workingFolder)) {
      int status = run(lab, home, file, () -> {}, () -> {});
      return status == 0 && lab.ended().isPresent() ? FAILURE : status;
    }
  }

  /**
   * @param first runs right before the first prompt
   * @param between runs after each command where there is no prompt
   */
  private int run(Door lab, Path home, Optional<Path> file, Runnable first, Runnable between)
      throws Unusable, IOException, InterruptedException {
    if (arguments.commands != null) {
      return script(lab, between).run(arguments.commands).status();
    }
    if (file.isPresent()) {
      return script(lab, between).run(text(file.get())).status();
    }
    if (Streams.terminal()) {
      first.run();
      return prompt(lab, home);
    }
    Script script =
        script(lab, between).run(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    if (script.commands() == 0 && script.status() == 0) {
      throw new Unusable(
          "there is no terminal, and no command on standard input; give some: lab -c 'help'");
    }
    return script.status();
  }

  private int prompt(Door lab, Path home) throws IOException, InterruptedException {
    try (Terminal terminal =
        TerminalBuilder.builder()
            .name("lab")
            .system(true)
            .provider("jni")
            .dumb(true)
            .encoding(Streams.charset())
            .graphemeCluster(false)
            .build()) {
      Look look = Look.of(terminal, arguments.plain, System.getenv());
      Optional<Face> face =
          arguments.json || !look.redraws() ? Optional.of(face(look.colours())) : Optional.empty();
      Prompt prompt = new Prompt(lab, terminal, look, home, workingFolder);
      if (face.isEmpty()) {
        prompt.invite(FIRST_HOUR);
      }
      prompt.run(face, !arguments.json);
      return 0;
    }
  }

  /** The lab's log, begun anew with each run. */
  private static void log(Path home) {
    LogFile.open(home.resolve("lab.log"), false, "WARN", Map.of("sandstore", "INFO"));
  }

  private Script script(Door lab, Runnable between) {
    Face face = face(false);
    var unused = lab.hear(face); // until the lab ends
    return new Script(
        (line, replies) -> {
          Lab.Ending ending = lab.run(line, replies);
          between.run();
          return ending;
        },
        face,
        arguments.keepGoing);
  }

  private Face face(boolean colours) {
    return arguments.json
        ? new JsonFace(out, err)
        : new PlainFace(out, err, colours, System::nanoTime);
  }

  private LabSettings settings(Path home) {
    String jar = System.getProperty("lab.jar", "");
    return new LabSettings(
        home,
        Path.of(System.getProperty("java.home"), "bin", "java"),
        jar.isEmpty() ? System.getProperty("java.class.path") : NOTHING_ELSE,
        NodeFlags.of(Runtime.version().feature(), jar, System.getProperty("lab.nodes", "")),
        workingFolder);
  }

  /** The script that was named, if one was, and if it can be read. */
  private Optional<Path> script(@Nullable String named) throws Unusable {
    if (named == null) {
      return Optional.empty();
    }
    if (arguments.commands != null) {
      throw new Unusable("either -c or a file, not both");
    }
    Path file = workingFolder.resolve(named);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new Unusable("there is no script " + named + "; for a command: lab -c '" + named + "'");
    }
    return Optional.of(file);
  }

  private static String text(Path file) throws Unusable, IOException {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new Unusable(file.getFileName() + " is not text in UTF-8");
    }
  }

  /** Without a lab, since a lab may be what cannot be started. */
  private int doctor(Path home) throws InterruptedException {
    Face face = face(false);
    try {
      Doctor.examine(home, arguments.json, face);
      return 0;
    } catch (Refusal problem) {
      face.ended(new Lab.Ending(MISTAKE, String.valueOf(problem.getMessage()), problem.hint()));
      return MISTAKE;
    }
  }

  private static String version() throws IOException {
    try (InputStream in = Main.class.getResourceAsStream("version")) {
      if (in == null) {
        throw new IllegalStateException("the version is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}

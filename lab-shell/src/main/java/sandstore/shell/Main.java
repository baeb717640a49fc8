package sandstore.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import sandstore.lab.Door;
import sandstore.lab.IdleGuard;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.Refusal;
import sandstore.lab.Reply;
import sandstore.lab.attach.AttachedLab;
import sandstore.lab.command.Check;
import sandstore.lab.command.Doctor;
import sandstore.shell.line.Invitation;
import sandstore.shell.line.Look;
import sandstore.shell.line.Prompt;
import sandstore.shell.reply.Face;
import sandstore.shell.reply.JsonFace;
import sandstore.shell.reply.PlainFace;
import sandstore.shell.train.Rehearsal;
import sandstore.shell.view.Replay;
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
      new Invitation(
          "Enter begins the first hour; n and Enter, the prompt:", "lesson start first-hour");

  private final Arguments arguments;
  private final PrintStream out;
  private final PrintStream err;
  private static final Duration USUAL_IDLE = Duration.ofMinutes(30);

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
      Optional<Check> check = Verbs.check(args, arguments);
      if (check.isPresent()) {
        return new Main(arguments, out, err).check(check.get());
      }
      // The prompt alone needs no parser yet, and is the start that a person waits for.
      if (args.length > 0) {
        new CommandLine(arguments).parseArgs(Verbs.soak(args));
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
    if ("watch".equals(arguments.file)) {
      return watch(home);
    }
    if ("replay".equals(arguments.file)) {
      return replay();
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
      try (IdleGuard guard = new IdleGuard(lab, idleLimit(System.getenv("SANDSTORE_LAB_IDLE")))) {
        return run(lab, home, file, visits::prompt, visits::commandEnded);
      }
    }
  }

  /**
   * @param minutes as set by the environment; null = usual
   */
  private static Duration idleLimit(@Nullable String minutes) throws Unusable {
    if (minutes == null || minutes.isBlank()) {
      return USUAL_IDLE;
    }
    if (!minutes.strip().matches("[0-9]{1,5}")) {
      throw new Unusable(
          "SANDSTORE_LAB_IDLE is minutes without a command after which the nodes end (30; 0: never),"
              + " not "
              + minutes.strip());
    }
    return Duration.ofMinutes(Long.parseLong(minutes.strip()));
  }

  /** The same in the lab of another process: what is typed here runs there. */
  private int attach(Path home) throws Unusable, IOException, InterruptedException {
    Optional<Path> file = script(arguments.attachedFile);
    AttachedLab.holder(home);
    log(Files.createDirectories(home.resolve("attached")));
    try (AttachedLab lab = AttachedLab.to(home, workingFolder, arguments.readOnly)) {
      int status = run(lab, home, file, () -> {}, () -> {});
      return status == 0 && lab.ended().isPresent() ? FAILURE : status;
    }
  }

  /** A view of another process's lab; one frame where there is no terminal. */
  private int watch(Path home) throws Unusable, IOException, InterruptedException {
    String view = arguments.attachedFile == null ? "overview" : arguments.attachedFile;
    AttachedLab.holder(home);
    log(Files.createDirectories(home.resolve("attached")));
    try (AttachedLab lab = AttachedLab.to(home, workingFolder, arguments.readOnly)) {
      if (arguments.once || !Streams.terminal()) {
        String line =
            "watch --once '" + view.replace("'", "") + "' --size '" + arguments.size + "'";
        return script(lab, () -> {}).run(line + (arguments.ascii ? " --ascii" : "")).status();
      }
      Map<String, Object> asked = new HashMap<>();
      asked.put("view", view);
      asked.put("theme", arguments.theme);
      asked.put("ascii", arguments.ascii);
      try (Terminal terminal = terminal()) {
        Look look = Look.of(terminal, arguments.plain, System.getenv());
        new Prompt(lab, terminal, look, home, workingFolder, new LabViews(lab))
            .only(new Reply.Result("watch", asked, List.of()));
      }
      lab.ended().ifPresent(err::println);
      return 0;
    }
  }

  private int replay() throws Unusable, IOException {
    if (arguments.attachedFile == null) {
      throw new Unusable("replay what? lab replay FILE [VIEW]");
    }
    Replay replay =
        new Replay(
            workingFolder.resolve(arguments.attachedFile),
            arguments.view == null ? "" : arguments.view,
            arguments.at);
    if (arguments.export != null) {
      replay.export(workingFolder.resolve(arguments.export), arguments.size, arguments.theme);
    } else if (arguments.why != null) {
      replay.why(out, arguments.why);
    } else if (arguments.once || !Streams.terminal()) {
      replay.once(out, arguments.size, arguments.ascii);
    } else {
      try (Terminal terminal = terminal()) {
        replay.play(terminal, arguments.theme);
      }
    }
    return 0;
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
    try (Terminal terminal = terminal()) {
      Look look = Look.of(terminal, arguments.plain, System.getenv());
      Optional<Face> face =
          arguments.json || !look.redraws() ? Optional.of(face(look.colours())) : Optional.empty();
      Prompt prompt = new Prompt(lab, terminal, look, home, workingFolder, new LabViews(lab));
      if (face.isEmpty()) {
        prompt.invite(FIRST_HOUR);
      }
      prompt.run(face, !arguments.json);
      return 0;
    }
  }

  private static Terminal terminal() throws IOException {
    return TerminalBuilder.builder()
        .name("lab")
        .system(true)
        .provider("jni")
        .dumb(true)
        .encoding(Streams.charset())
        .graphemeCluster(false)
        .build();
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

  /** Needs no lab: what it judges is in a file. */
  private int check(Check check) throws InterruptedException, IOException {
    Face face = face(false);
    Lab.Ending ending = check.examine(workingFolder::resolve, arguments.json, face);
    return ending.status(); // the verdict, its last line, has said the rest
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

package sandstore.shell;

import java.io.IOException;
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
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.Refusal;
import sandstore.lab.command.Doctor;
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
  private static final int MISTAKE = 2;

  /** EX_SOFTWARE of BSD's sysexits. */
  private static final int BUG = 70;

  /** A class path of one jar that does not exist: an empty one would mean the current folder. */
  private static final String NOTHING_ELSE = "nothing-else.jar";

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
    Optional<Path> file = script();
    Home.open(home);
    log(home);
    try (Lab lab = new Lab(settings(home))) {
      Thread hook = new Thread(lab::close, "take the cluster down");
      Runtime.getRuntime().addShutdownHook(hook);
      return run(lab, home, file);
    }
  }

  private int run(Lab lab, Path home, Optional<Path> file)
      throws Unusable, IOException, InterruptedException {
    if (arguments.commands != null) {
      return script(lab).run(arguments.commands).status();
    }
    if (file.isPresent()) {
      return script(lab).run(text(file.get())).status();
    }
    if (Streams.terminal()) {
      return prompt(lab, home);
    }
    Script script = script(lab).run(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    if (script.commands() == 0 && script.status() == 0) {
      throw new Unusable(
          "there is no terminal, and no command on standard input; give some: lab -c 'help'");
    }
    return script.status();
  }

  private int prompt(Lab lab, Path home) throws IOException, InterruptedException {
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
      new Prompt(lab, terminal, look, home, workingFolder).run(face, !arguments.json);
      return 0;
    }
  }

  /** The lab's log, begun anew with each run. */
  private static void log(Path home) {
    LogFile.open(home.resolve("lab.log"), false, "WARN", Map.of("sandstore", "INFO"));
  }

  private Script script(Lab lab) {
    return new Script(lab::run, face(false), arguments.keepGoing);
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
  private Optional<Path> script() throws Unusable {
    if (arguments.file == null) {
      return Optional.empty();
    }
    if (arguments.commands != null) {
      throw new Unusable("either -c or a file, not both");
    }
    Path file = workingFolder.resolve(arguments.file);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new Unusable(
          "there is no script "
              + arguments.file
              + "; for a command: lab -c '"
              + arguments.file
              + "'");
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

  private static String version() {
    String packaged = Main.class.getPackage().getImplementationVersion();
    return packaged == null ? "(not packaged)" : packaged;
  }
}

package sandstore.shell;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@code lab}, as picocli reads it. */
@Command(
    name = "lab",
    synopsisHeading = "",
    customSynopsis = {
      "lab [OPTIONS]                a prompt, with the lab behind it",
      "lab [OPTIONS] -c 'COMMANDS'  runs them: lab -c 'up raft; put README.md; down'",
      "lab [OPTIONS] FILE.lab       runs a script, one command a line",
      "lab attach [OPTIONS] ..      the same three, in the lab that another terminal holds",
      "lab watch [VIEW]             a live view of the lab that another terminal holds",
      "lab replay FILE [VIEW]       plays what record wrote, without a cluster",
      "lab check FILE [OPTIONS]     says whether a saved history is linearizable",
      "lab soak [OPTIONS]           breaks clusters by the hundred, and says what that proves",
      "lab doctor                   says what is wrong with this machine"
    },
    optionListHeading = "%n",
    footer = {
      "",
      "At the prompt, `help` lists the commands.",
      "Exit status: 0 all succeeded, 1 something failed, 2 a mistake in what was",
      "asked, 3 nobody knows whether it happened."
    })
final class Arguments {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where the cluster and its data live: ~/.sandstore-lab, or $$SANDSTORE_LAB_HOME.")
  @Nullable Path home;

  @Option(names = "-c", paramLabel = "COMMANDS", description = "Run these and end.")
  @Nullable String commands;

  @Option(
      names = {"-k", "--keep-going"},
      description = "Go on after a failure; the first one still decides the exit status.")
  boolean keepGoing;

  @Option(names = "--json", description = "Answer in JSON Lines, for programs.")
  boolean json;

  @Option(
      names = "--plain",
      description = "Sentences only, nothing drawn twice: for screen readers and simple terminals.")
  boolean plain;

  @Option(
      names = "--read-only",
      description = "attach, watch: look, and change nothing; for a projector.")
  boolean readOnly;

  @Option(names = "--once", description = "watch, replay: print one frame and end.")
  boolean once;

  @Option(
      names = "--size",
      paramLabel = "COLSxROWS",
      defaultValue = "120x40",
      description = "Of a frame that is printed or exported: ${DEFAULT-VALUE}.")
  String size = "120x40";

  @Option(names = "--ascii", description = "Print a frame in ASCII.")
  boolean ascii;

  @Option(names = "--theme", paramLabel = "THEME", defaultValue = "", description = "Of a view.")
  String theme = "";

  @Option(
      names = "--at",
      paramLabel = "SECONDS",
      defaultValue = "",
      description = "replay: that moment of the recording.")
  String at = "";

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "replay: write .png, .svg, .txt or .cast, and end.")
  @Nullable String export;

  @Option(
      names = "--why",
      paramLabel = "QUESTION",
      description = "replay: answer one, such as 'leader node3', from the recording, and end.")
  @Nullable String why;

  @Option(names = "--train", hidden = true, description = "Load what a run loads, and end.")
  boolean train;

  @Option(names = "--version", description = "Print the version.")
  boolean version;

  @Option(
      names = {"-h", "--help"},
      description = "Print this.")
  boolean help;

  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE.lab", hidden = true)
  @Nullable String file;

  @Parameters(index = "2", arity = "0..1", paramLabel = "VIEW", hidden = true)
  @Nullable String view;

  @Parameters(index = "1", arity = "0..1", paramLabel = "FILE.lab", hidden = true)
  @Nullable String attachedFile;
}

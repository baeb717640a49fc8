package sandstore.lab.record;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.EventLog;
import sandstore.lab.LabCommand;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;

@AutoService(LabCommand.class)
@Command(
    name = "record",
    headerHeading = "Looking",
    description = "Writes what has happened to a file, which lab replay plays.",
    footer = {
      "Without --follow it holds what is kept up to now; with it, it goes on until Ctrl-C.",
      "",
      "  record /tmp/election.rec",
      "  record --follow /tmp/session.rec &"
    })
public final class Record implements LabCommand {
  private static final int PAGE = 1000;

  @Parameters(paramLabel = "FILE", description = "a local file")
  private String file = "";

  @Option(names = "--follow", description = "go on as things happen; Ctrl-C ends it")
  private boolean follow;

  @Option(names = "--force", description = "replace the file if it exists")
  private boolean force;

  @Override
  public void run(Context context) throws IOException {
    EventLog log = context.lab().events();
    Path path = context.local(file);
    if (Files.exists(path) && !force) {
      throw new Refusal(path + " exists", "another name, or --force replaces it");
    }
    long events;
    try {
      events = follow ? follow(path, log) : Recorder.save(path, log);
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      throw new Refusal("cannot write " + path + ": there is no such folder", "");
    }
    long bytes = Files.size(path);
    context.result(
        "recording",
        Map.of("file", path.toString(), "events", events, "bytes", bytes),
        events + " events in " + path + " (" + (bytes + 1023) / 1024 + " KiB)");
  }

  /** Until Ctrl-C, which is how one ends it, and no failure. */
  private static long follow(Path path, EventLog log) throws IOException {
    long upTo = log.last();
    try (Recorder recorder = new Recorder(path, log.viewAt(upTo), upTo, System.nanoTime())) {
      try {
        while (true) {
          for (LabEvent event : log.awaitAfter(upTo, PAGE)) {
            recorder.add(event);
            upTo = event.order();
          }
        }
      } catch (InterruptedException enough) {
        return recorder.events();
      }
    }
  }
}

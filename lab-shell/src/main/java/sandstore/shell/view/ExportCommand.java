package sandstore.shell.view;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;

/** A view as a picture, or what has happened as a film. */
@AutoService(LabCommand.class)
@Command(
    name = "export",
    headerHeading = "Looking",
    description = "Writes a view to a file: a picture (.png .svg .txt), or a film (.cast).",
    footer = {
      "A .cast is for asciinema, and shows all that the lab still remembers.",
      "",
      "  export /tmp/now.png",
      "  export /tmp/story.txt messages --size 160x60"
    })
public final class ExportCommand implements LabCommand {
  @Parameters(index = "0", paramLabel = "FILE", description = "a local file")
  private String file = "";

  @Parameters(
      index = "1",
      paramLabel = "VIEW",
      arity = "0..1",
      defaultValue = "overview",
      description = "overview, log, messages, chunks, events, metrics")
  private String view = "overview";

  @Option(
      names = "--size",
      paramLabel = "COLSxROWS",
      defaultValue = "120x40",
      description = "${DEFAULT-VALUE} when left out")
  private String size = "120x40";

  @Option(names = "--theme", paramLabel = "THEME", defaultValue = "", description = "as of watch")
  private String theme = "";

  @Override
  public void run(Context context) throws IOException {
    Path path = context.local(file);
    Ui ui = Ui.of(Views.named(view).name(), Settings.theme(theme));
    try {
      new Export(context.lab().events(), Extent.of(size), ui).write(path, System.nanoTime());
    } catch (NoSuchFileException e) {
      throw new Refusal("cannot write " + path + ": there is no such folder", "");
    }
    context.result("export", Map.of("file", path.toString(), "view", view), "wrote " + path);
  }
}

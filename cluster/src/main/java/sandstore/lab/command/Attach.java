package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.Map;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Style;

@AutoService(LabCommand.class)
@Command(
    name = "attach",
    headerHeading = "Cluster",
    description = "Says how another terminal on this machine joins this lab.",
    footer = {
      "What is typed there runs here, on the same cluster: watch events in one, break things in",
      "the other. To leave it takes nothing down. It is typed in a shell:",
      "",
      "  lab attach",
      "  lab attach --home DIR",
      "  lab attach -c 'status'",
      "  lab watch --read-only          (for a projector: it can break nothing)"
    })
public final class Attach implements LabCommand {
  @Override
  public void run(Context context) {
    String line = "lab attach --home " + quoted(context.lab().home().toString());
    context.result("attach", Map.of("line", line), "in another terminal: " + Style.STRONG.of(line));
  }

  private static String quoted(String path) {
    return path.matches("[\\w./+:@%-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}

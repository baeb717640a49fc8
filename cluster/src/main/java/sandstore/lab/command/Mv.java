package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "mv",
    headerHeading = "Files",
    description = "Renames a file or folder of the store, atomically; no chunk moves.",
    footer = {"  mv /draft /final", "  mv --replace /new /current"})
public final class Mv implements LabCommand {
  @Parameters(index = "0", paramLabel = "REMOTE", description = "what to rename")
  private String from = "";

  @Parameters(index = "1", paramLabel = "REMOTE", description = "its new path")
  private String to = "";

  @Option(names = "--replace", description = "an existing file at the new path is replaced")
  private boolean replace;

  @Mixin private CallOptions options = new CallOptions();

  @Override
  public void run(Context context) throws InterruptedException {
    String old = Remote.path(from);
    String renamed = Remote.path(to);
    context.cluster().client().rename(old, renamed, replace, options.call(context));
    context.result("mv", Map.of("from", old, "to", renamed), old + " is now " + renamed);
  }
}

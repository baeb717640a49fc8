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
    name = "mkdir",
    headerHeading = "Files",
    description = "Makes a folder in the store.",
    footer = {"  mkdir /images", "  mkdir -p /a/b/c"})
public final class Mkdir implements LabCommand {
  @Parameters(paramLabel = "REMOTE", description = "path in the store")
  private String remote = "";

  @Option(
      names = {"-p", "--parents"},
      description = "make missing parents too; that it exists is no failure")
  private boolean parents;

  @Mixin private CallOptions options = new CallOptions();

  @Override
  public void run(Context context) throws InterruptedException {
    String path = Remote.path(remote);
    context.cluster().client().makeFolder(path, parents, options.call(context));
    context.result("mkdir", Map.of("path", path), "made " + path);
  }
}

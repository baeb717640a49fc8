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
    name = "rm",
    headerHeading = "Files",
    description = "Removes a file or an empty folder of the store.",
    footer = {"  rm /big.iso", "  rm -r /images"})
public final class Rm implements LabCommand {
  @Parameters(paramLabel = "REMOTE", description = "path in the store")
  private String remote = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "a folder with all that is in it")
  private boolean recursive;

  @Mixin private CallOptions options = new CallOptions();

  @Override
  public void run(Context context) throws InterruptedException {
    String path = Remote.path(remote);
    context.cluster().client().remove(path, recursive, options.call(context));
    context.result("rm", Map.of("path", path), "removed " + path);
  }
}

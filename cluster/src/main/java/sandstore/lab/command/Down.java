package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "down",
    headerHeading = "Cluster",
    description = "Ends all nodes. Their data stays; up resumes it.",
    footer = {"  down", "  up"})
public final class Down implements LabCommand {
  @Override
  public void run(Context context) throws InterruptedException {
    List<String> nodes = context.cluster().nodes().stream().map(Object::toString).toList();
    context.lab().down();
    context.result(
        "down", Map.of("nodes", nodes), "down; the data stays (up resumes, reset removes it)");
  }
}

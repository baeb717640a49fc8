package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.Map;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "reset",
    headerHeading = "Cluster",
    description =
        "Ends all nodes and removes their data from the lab's home. Files elsewhere stay.",
    footer = {"  reset", "  up replicated"})
public final class Reset implements LabCommand {
  @Override
  public void run(Context context) throws InterruptedException, java.io.IOException {
    context.lab().reset();
    context.result("reset", Map.of(), "the lab is empty; start one: up raft --nodes 5");
  }
}

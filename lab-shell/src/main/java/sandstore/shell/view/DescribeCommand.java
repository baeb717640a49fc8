package sandstore.shell.view;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;

/** Any view in sentences. */
@AutoService(LabCommand.class)
@Command(
    name = "describe",
    headerHeading = "Looking",
    description = "Says in sentences what a view shows.",
    footer = {"  describe", "  describe log"})
public final class DescribeCommand implements LabCommand {
  @Parameters(
      paramLabel = "VIEW",
      arity = "0..1",
      defaultValue = "overview",
      description = "overview, log, messages, chunks, events, metrics")
  private String view = "overview";

  @Override
  public void run(Context context) {
    context.cluster();
    View shown = Views.named(view);
    Moment moment = Moment.live(context.lab().timeline().orElse(Moment.NOTHING), System.nanoTime());
    List<String> lines = shown.describe(moment);
    context.result("description", Map.of("view", view, "sentences", lines), lines);
  }
}

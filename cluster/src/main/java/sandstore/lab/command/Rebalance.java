package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.view.Upkeep;
import sandstore.proto.BeginRequest;
import sandstore.proto.BeginResponse;

@AutoService(LabCommand.class)
@Command(
    name = "rebalance",
    headerHeading = "Copies",
    description = "Moves copies until all nodes have about the same number of bytes.",
    footer = {"Waits for the end; Ctrl-C stops waiting, not the moving.", "", "  rebalance now"})
public final class Rebalance implements LabCommand {
  private static final String WORK = "rebalance";

  @Parameters(paramLabel = "now", arity = "0..1", description = "now")
  private String when = "now";

  @Override
  public void run(Context context) throws InterruptedException {
    if (!when.equals("now")) {
      throw new Refusal("when?", "rebalance now");
    }
    long before = context.view().upkeep().ended(WORK);
    BeginResponse moves =
        context
            .cluster()
            .calls()
            .begin(
                Upkeeping.leader(context),
                BeginRequest.newBuilder()
                    .setRebalance(sandstore.proto.Rebalance.getDefaultInstance())
                    .build());
    if (moves.getChunks() > 0) {
      Upkeeping.follow(context, WORK, v -> v.upkeep().ended(WORK) > before ? 0 : 1);
    }
    Upkeep.Work work = context.view().upkeep().works().get(WORK);
    long failed = work == null || moves.getChunks() == 0 ? 0 : work.problems();
    context.result(
        "rebalance",
        Map.of("moved", moves.getChunks() - failed, "bytes", moves.getBytes(), "failed", failed),
        moves.getChunks() == 0
            ? "the nodes are even already"
            : (moves.getChunks() - failed)
                + " copies ("
                + Quantities.bytes(moves.getBytes())
                + ") moved"
                + (failed == 0 ? "" : ", " + failed + " could not be"));
  }
}

package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.story.VotesPicture;
import sandstore.lab.view.ClusterView;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "votes",
    headerHeading = "Looking",
    description = "The latest elections: who campaigned, who voted for whom, who won.",
    footer = {"  kill leader", "  votes"})
public final class Votes implements LabCommand {
  @Override
  public void run(Context context) {
    context.cluster();
    ClusterView view = context.view();
    context.result(
        "votes",
        Map.of("elections", view.elections().stream().map(Votes::fields).toList()),
        VotesPicture.draw(view));
  }

  private static Map<String, Object> fields(ClusterView.Election e) {
    Map<String, Integer> tally = new TreeMap<>();
    e.tally().forEach((candidate, voters) -> tally.put(candidate.name(), voters.size()));
    return Map.of(
        "term", e.term(),
        "tally", tally,
        "leader", e.leader().map(NodeId::name).orElse(""),
        "outcome", e.outcome());
  }
}

package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Precaution;
import sandstore.wire.NodeId;

/** Leaves out on purpose what keeps data safe. */
@AutoService(LabCommand.class)
@Command(
    name = "unsafe",
    headerHeading = "Disks",
    description = "Switches off what keeps data safe, to see what it is for; or tells what is off.",
    footer = {
      "All nodes follow. While anything is off, prompt, views and status say so in red; unsafe X on",
      "ends it, and heal all of them.",
      "",
      "fsync     nodes go on promising that what they answer is on their disks, and force nothing. A",
      "          kill shows no difference; powerloss does. Once it is on, the next write to a file",
      "          forces what was left out there.",
      "reads     whoever is asked answers with what it has, without asking a majority whether it",
      "          still leads. raft only: replicated never asks.",
      "dedup     a request that is sent again is applied again, though it bears the same number.",
      "fencing   a backup obeys a primary whose time is over. replicated only: in raft the term is a",
      "          part of each message.",
      "checksum  nodes hand out chunks as they read them, and the client takes them as they come. The",
      "          scrubber goes on checking.",
      "",
      "  unsafe",
      "  unsafe fsync off; put --text x /f; powerloss all; start all; ls /",
      "  unsafe reads off; partition node3 | node1,node2; put --text new /f; cat /f --at node3",
      "  unsafe dedup off; duplicate client -> all 100%; append README.md /f",
      "  unsafe fencing off; hold Replicate node1 -> node3; put README.md /f &",
      "  unsafe checksum off; corrupt node2 /f; get /f copy --from node2",
      "  unsafe fsync on"
    })
public final class Unsafe implements LabCommand {
  private static final String USAGE = "like this: unsafe fsync off, unsafe fsync on";

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      arity = "0..1",
      completionCandidates = Switches.class,
      description = "fsync, reads, dedup, fencing or checksum")
  private @Nullable String what;

  @Parameters(
      index = "1",
      paramLabel = "off|on",
      arity = "0..1",
      completionCandidates = OffOn.class,
      description = "off: without it; on: as it should be")
  private @Nullable String state;

  @Override
  public void run(Context context) throws InterruptedException {
    ClusterView view = context.cluster().view();
    String named = what;
    if (named == null) {
      tell(context, view);
      return;
    }
    Precaution precaution =
        Precaution.named(named)
            .orElseThrow(
                () ->
                    new Refusal(
                        "there is no switch " + Style.harmless(named),
                        "there are " + String.join(", ", new Switches())));
    if (state == null || !List.of("off", "on").contains(state)) {
      throw new Refusal(named + " off, or on?", USAGE);
    }
    boolean off = state.equals("off");
    if (off) {
      refuseWhereItMeansNothing(precaution, context.cluster().shape().topology());
    }
    List<NodeId> all = List.copyOf(view.nodes().keySet());
    Collection<NodeId> obeying =
        context
            .cluster()
            .nodeFaults(
                rules -> FaultAnswer.changed(rules, all, rule -> precaution.set(rule, off)));
    FaultAnswer.tell(
        context,
        "unsafe",
        obeying,
        off
            ? Style.BAD.of(named + " is off") + ": " + precaution.meaning()
            : named + " is on, as it should be");
  }

  private static void refuseWhereItMeansNothing(Precaution precaution, String topology) {
    if (precaution == Precaution.READS && !topology.equals("raft")) {
      throw new Refusal(
          topology.equals("basic")
              ? "a node that is alone has nobody to ask before it answers"
              : "in " + topology + " nobody is asked before a read is answered, as it is",
          "up raft asks a majority; unsafe reads off there");
    }
    if (precaution == Precaution.FENCING && !topology.equals("replicated")) {
      throw new Refusal(
          topology.equals("basic")
              ? "a node that is alone obeys nobody"
              : "in raft the term is a part of each message, and no node can be made to obey an old"
                  + " one",
          "up replicated has a fence to take down; unsafe fencing off there");
    }
  }

  private static void tell(Context context, ClusterView view) {
    List<Precaution> off = Precaution.off(view);
    List<String> text = new ArrayList<>();
    for (Precaution p : off) {
      text.add(
          Style.BAD.of(p.word() + " is off")
              + ": "
              + p.meaning()
              + Style.DIM.of("   unsafe " + p.word() + " on"));
    }
    if (off.isEmpty()) {
      text.add("nothing is switched off: what is acknowledged is kept");
    }
    context.result("unsafe", Map.of("off", off.stream().map(Precaution::word).toList()), text);
  }

  /** For completion. */
  static final class Switches extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Switches() {
      super(Arrays.stream(Precaution.values()).map(Precaution::word).toList());
    }
  }

  /** For completion. */
  static final class OffOn extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    OffOn() {
      super(List.of("off", "on"));
    }
  }
}

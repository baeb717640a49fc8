package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.LabEvent;
import sandstore.lab.Style;
import sandstore.lab.story.GateSentences;
import sandstore.lab.view.Gate;
import sandstore.lab.view.Gate.Held;

@AutoService(LabCommand.class)
@Command(
    name = "held",
    headerHeading = "Looking",
    description = "Messages that wait for your word, the longest first, and which will.",
    footer = {
      "node1.3 is the third message that node1 has held; a reply waits in the callee.",
      "",
      "  held",
      "  held --json"
    })
public final class HeldList implements LabCommand {
  @Override
  public void run(Context context) {
    Gate gate = context.cluster().view().gate();
    List<String> text = new ArrayList<>();
    gate.held().forEach(h -> text.add(Waiting.line(h) + since(context, h)));
    if (gate.held().isEmpty()) {
      text.add("no message waits");
    }
    text.add(
        gate.rules().isEmpty()
            ? Style.DIM.of("none will: hold makes some wait")
            : Style.WARN.of("held from now on: ") + String.join("; ", rules(gate)));
    context.result(
        "held",
        Map.of("held", gate.held().stream().map(Waiting::fields).toList(), "rules", rules(gate)),
        text);
  }

  static List<String> rules(Gate gate) {
    return GateSentences.rules(gate.rules());
  }

  private static String since(Context context, Held held) {
    return context
        .lab()
        .events()
        .event(held.order())
        .map(LabEvent::event)
        .map(e -> (System.currentTimeMillis() - e.getAtMillis()) / 1e3)
        .map(s -> Style.DIM.of(String.format(Locale.ROOT, "  for %.1f s, e%d", s, held.order())))
        .orElse("");
  }
}

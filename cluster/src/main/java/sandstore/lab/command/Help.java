package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Style;

@AutoService(LabCommand.class)
@Command(
    name = "help",
    headerHeading = "Scripts",
    description = "Lists the commands, or explains one of them with examples.",
    footer = {"  help", "  help kill"})
public final class Help implements LabCommand {
  private static final List<String> ORDER =
      List.of("Cluster", "Processes", "Network", "Files", "Looking", "Scripts");

  @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "explain this one")
  private @Nullable String command;

  @Override
  public void run(Context context) {
    String one = command;
    if (one == null) {
      all(context);
      return;
    }
    CommandSpec spec =
        context
            .lab()
            .spec(one)
            .orElseThrow(
                () ->
                    new Refusal(
                        "there is no command " + Style.harmless(one), "help lists all commands"));
    context.result("help", Map.of("command", one, "text", explain(spec)), explain(spec));
  }

  private static void all(Context context) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    ORDER.forEach(g -> groups.put(g, new ArrayList<>()));
    for (String name : context.lab().commands()) {
      CommandSpec spec = context.lab().spec(name).orElseThrow();
      groups
          .computeIfAbsent(group(spec), g -> new ArrayList<>())
          .add(String.format("  %s %s", Style.NODE.of(pad(name)), first(spec)));
    }
    List<String> text = new ArrayList<>();
    groups.forEach(
        (group, lines) -> {
          if (!lines.isEmpty()) {
            text.add(Style.STRONG.of(group));
            text.addAll(lines);
          }
        });
    text.add("");
    text.add(
        "help COMMAND shows examples. Targets: node2, leader, followers, any, all, zone1."
            + " a; b runs one after the other, & in the background.");
    context.result("help", Map.of("commands", context.lab().commands()), text);
  }

  private static String pad(String name) {
    return String.format("%-10s", name);
  }

  private static String group(CommandSpec spec) {
    String heading = spec.usageMessage().headerHeading();
    return heading == null || heading.isBlank() ? "More" : heading.strip();
  }

  private static String first(CommandSpec spec) {
    String[] description = spec.usageMessage().description();
    return description.length == 0 ? "" : description[0];
  }

  private static List<String> explain(CommandSpec spec) {
    List<String> text = new ArrayList<>();
    text.add(Style.STRONG.of(synopsis(spec)));
    text.addAll(List.of(spec.usageMessage().description()));
    List<String> details = new ArrayList<>();
    for (PositionalParamSpec p : spec.positionalParameters()) {
      details.add(detail(p.paramLabel(), p.description(), p.defaultValueString()));
    }
    for (OptionSpec o : spec.options()) {
      String label = o.longestName() + (o.arity().max() == 0 ? "" : " " + o.paramLabel());
      details.add(detail(label, o.description(), o.defaultValueString()));
    }
    details.add(detail("--json", new String[] {"the result as JSON, for programs"}, ""));
    text.add("");
    text.addAll(details);
    if (spec.usageMessage().footer().length > 0) {
      text.add("");
      text.addAll(List.of(spec.usageMessage().footer()));
    }
    return text;
  }

  private static String synopsis(CommandSpec spec) {
    StringBuilder line = new StringBuilder(spec.name());
    for (PositionalParamSpec p : spec.positionalParameters()) {
      String many = p.arity().max() > 1 ? " .." : "";
      boolean optional = p.arity().min() == 0;
      line.append(' ').append(optional ? "[" : "").append(p.paramLabel()).append(many);
      line.append(optional ? "]" : "");
    }
    for (OptionSpec o : spec.options()) {
      String value = o.arity().max() == 0 ? "" : " " + o.paramLabel();
      line.append(" [").append(o.longestName()).append(value).append(']');
    }
    return line.toString();
  }

  private static String detail(String label, String[] description, String byDefault) {
    String what = String.join(" ", description).replace("${DEFAULT-VALUE}", byDefault);
    return String.format("  %-22s %s", label, what);
  }
}

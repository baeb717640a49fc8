package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Style;

@AutoService(LabCommand.class)
@Command(
    name = "help",
    headerHeading = "Looking",
    description = "Lists the commands, or explains one of them with examples.",
    footer = {"  help", "  help kill", "  help network"})
public final class Help implements LabCommand {
  private static final List<String> ORDER =
      List.of("Cluster", "Processes", "Network", "Files", "Looking", "Scripts", "Lessons");

  private static final int WIDTH = 58;
  private static final int INDENT = 11;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..1",
      description = "explain this one; or the name of a group: say what each of it does")
  private @Nullable String command;

  @Override
  public void run(Context context) {
    String one = command;
    if (one == null) {
      all(context);
      return;
    }
    Optional<CommandSpec> spec = context.lab().spec(one);
    if (spec.isPresent()) {
      List<String> text = explain(spec.get());
      context.result(
          "help", Map.of("command", one, "text", text.stream().map(Style::strip).toList()), text);
    } else {
      group(context, one);
    }
  }

  private static void all(Context context) {
    List<String> text = new ArrayList<>();
    groups(context).forEach((group, specs) -> text.addAll(names(group, specs)));
    text.add("");
    text.add("help NAME explains a command with examples, or lists what a group does.");
    text.add("Nodes: node2, leader, follower, followers, any, all, zone1; lists take commas.");
    text.add("a; b runs one after the other, a & in the background. Tab completes.");
    context.result("help", Map.of("commands", context.lab().commands()), text);
  }

  /** {@code Files append cat get ..}, on as many lines as it takes. */
  private static List<String> names(String group, List<CommandSpec> specs) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (CommandSpec spec : specs) {
      if (line.length() + spec.name().length() > WIDTH - INDENT) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(spec.name()).append("  ");
    }
    lines.add(line.toString());
    List<String> text = new ArrayList<>();
    for (String names : lines) {
      String head = text.isEmpty() ? group : "";
      text.add(Style.STRONG.of(pad(head, INDENT)) + Style.NODE.of(names.stripTrailing()));
    }
    return text;
  }

  private static void group(Context context, String typed) {
    Map<String, List<CommandSpec>> groups = groups(context);
    String name =
        groups.keySet().stream()
            .filter(g -> g.equalsIgnoreCase(typed))
            .findFirst()
            .orElseThrow(() -> context.lab().noSuchCommand(typed));
    List<CommandSpec> specs = groups.getOrDefault(name, List.of());
    List<String> text = new ArrayList<>();
    text.add(Style.STRONG.of(name));
    specs.forEach(s -> text.add("  " + Style.NODE.of(pad(s.name(), 10)) + " " + first(s)));
    context.result(
        "help",
        Map.of("group", name, "commands", specs.stream().map(CommandSpec::name).toList()),
        text);
  }

  private static Map<String, List<CommandSpec>> groups(Context context) {
    Map<String, List<CommandSpec>> groups = new LinkedHashMap<>();
    ORDER.forEach(g -> groups.put(g, new ArrayList<>()));
    for (String name : context.lab().commands()) {
      CommandSpec spec = context.lab().spec(name).orElseThrow();
      groups.computeIfAbsent(group(spec), g -> new ArrayList<>()).add(spec);
    }
    groups.values().removeIf(List::isEmpty);
    return groups;
  }

  private static String pad(String name, int width) {
    return String.format("%-" + width + "s", name);
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

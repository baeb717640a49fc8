package sandstore.shell.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command's picocli signature, asked what the word after some others is. */
final class Signature {
  private final CommandSpec spec;

  Signature(CommandSpec spec) {
    this.spec = spec;
  }

  /** The parameter or option value that the word after {@code words} is; absent if none is left. */
  Optional<ArgSpec> after(List<String> words) {
    int position = 0;
    for (int i = 0; i < words.size(); i++) {
      OptionSpec option = spec.findOption(words.get(i));
      if (option == null) {
        position += words.get(i).startsWith("--") ? 0 : 1;
      } else if (option.arity().min() > 0) {
        if (i + 1 == words.size()) {
          return Optional.of(option);
        }
        i++;
      }
    }
    return positional(position);
  }

  private Optional<ArgSpec> positional(int position) {
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (parameter.index().min() <= position && position <= parameter.index().max()) {
        return Optional.of(parameter);
      }
    }
    return Optional.empty();
  }

  /** Options that were not given yet, longest names. */
  List<OptionSpec> optionsLeft(List<String> words) {
    List<OptionSpec> left = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      boolean given = false;
      for (String name : option.names()) {
        given |= words.contains(name);
      }
      if (!given && !option.hidden()) {
        left.add(option);
      }
    }
    return left;
  }

  /** The command of that name below this one, if there is one. */
  Optional<Signature> below(String name) {
    return Optional.ofNullable(spec.subcommands().get(name))
        .map(c -> new Signature(c.getCommandSpec()));
  }

  List<String> namesBelow() {
    return List.copyOf(spec.subcommands().keySet());
  }

  /** The first line of its description. */
  static String about(String[] description) {
    return description.length == 0 ? "" : description[0].replaceAll("%n.*", "");
  }

  String about() {
    return about(spec.usageMessage().description());
  }
}

package sandstore.lab;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * All commands by name, found by {@link ServiceLoader}: a class that is {@code @AutoService} of
 * {@link LabCommand} and has picocli's {@code @Command(name = ..)} is in the language.
 */
public final class Catalog {
  /** The group of commands that change nothing. */
  private static final String LOOKING = "Looking";

  private final SortedMap<String, Supplier<? extends LabCommand>> byName = new TreeMap<>();
  private final SortedMap<String, Supplier<? extends LabCommand>> byAlias = new TreeMap<>();

  private Catalog() {}

  /**
   * Every command on the class path.
   *
   * @throws IllegalStateException if one has no name, or two have the same: a mistake in the build
   */
  public static Catalog load() {
    Catalog catalog = new Catalog();
    ServiceLoader.load(LabCommand.class, LabCommand.class.getClassLoader()).stream()
        .forEach(provider -> catalog.add(provider.type(), provider));
    return catalog;
  }

  private void add(Class<?> type, Supplier<? extends LabCommand> supplier) {
    Command command = type.getAnnotation(Command.class);
    if (command == null) {
      throw new IllegalStateException(type + " has no @Command");
    }
    Object other = byName.put(command.name(), supplier);
    for (String alias : command.aliases()) {
      other = other == null ? byAlias.put(alias, supplier) : other;
    }
    if (other != null) {
      throw new IllegalStateException("two commands are named " + command.name());
    }
  }

  /** Whether this command changes nothing, but for local files that it is told to write. */
  static boolean looks(CommandSpec command) {
    return command.usageMessage().headerHeading().equals(LOOKING);
  }

  /** Names without aliases, sorted. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * A fresh command behind picocli's parser, by name or alias. Its {@link CommandLine#getCommand}
   * is the {@link LabCommand}; its specification is where help and completion come from.
   */
  public Optional<CommandLine> find(String name) {
    Supplier<? extends LabCommand> supplier = byName.getOrDefault(name, byAlias.get(name));
    return Optional.ofNullable(supplier).map(s -> parser(s.get()));
  }

  /** The signature of a command, by name or alias: for help, completion, forms and schemas. */
  public Optional<CommandSpec> spec(String name) {
    return find(name).map(CommandLine::getCommandSpec);
  }

  /** What a mistyped name may have been meant to be, likeliest first, at most three. */
  public List<String> near(String typed) {
    return Nearest.to(typed, byName.keySet());
  }

  private static CommandLine parser(LabCommand command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setUnmatchedOptionsArePositionalParams(command.dashWords());
  }
}

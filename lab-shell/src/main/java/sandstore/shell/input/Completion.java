package sandstore.shell.input;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import sandstore.lab.Shape;
import sandstore.lab.view.ClusterView;

/** What may come next in a line of the command language. */
public final class Completion implements Completer {
  private static final List<String> NAMES_IN_CONDITIONS =
      List.of(
          "leader", "term", "nodes", "files", "chunks", "underReplicated", "leaders", "topology");
  private static final List<String> SIZES = List.of("64KiB", "1MiB", "8MiB", "64MiB", "1GiB");
  private static final List<String> DURATIONS = List.of("500ms", "1s", "5s", "30s", "1m");

  private final Supplier<List<String>> commands;
  private final Function<String, Optional<CommandSpec>> specs;
  private final Supplier<ClusterView> view;
  private final Folder remote;
  private final Folder local;

  /**
   * @param commands names that a line can begin with
   * @param specs the signature of a command
   * @param view for names of nodes and zones
   * @param remote folders in the store
   * @param local folders on this machine
   */
  public Completion(
      Supplier<List<String>> commands,
      Function<String, Optional<CommandSpec>> specs,
      Supplier<ClusterView> view,
      Folder remote,
      Folder local) {
    this.commands = commands;
    this.specs = specs;
    this.view = view;
    this.remote = remote;
    this.local = local;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    for (Offer o : offers(line.line().substring(0, line.cursor()))) {
      candidates.add(
          new Candidate(
              o.value(),
              o.shown(),
              null,
              o.about().isEmpty() ? null : o.about(),
              null,
              null,
              o.whole()));
    }
  }

  /** All that the word at the end of {@code typed} can become, in order. */
  public List<Offer> offers(String typed) {
    Words words = Words.before(typed, typed.length());
    List<Offer> all = words.atCommand() ? commandNames() : parameters(words);
    Map<String, Offer> fitting = new LinkedHashMap<>();
    for (Offer offer : all) {
      if (offer.value().startsWith(words.current())) {
        fitting.putIfAbsent(offer.value(), offer);
      }
    }
    return List.copyOf(fitting.values());
  }

  private List<Offer> commandNames() {
    return commands.get().stream().map(c -> Offer.of(c, about(c))).toList();
  }

  private String about(String command) {
    return specs.apply(command).map(s -> new Signature(s).about()).orElse("");
  }

  private List<Offer> parameters(Words words) {
    Optional<CommandSpec> spec = specs.apply(words.before().get(0));
    if (spec.isEmpty()) {
      return List.of();
    }
    Signature signature = new Signature(spec.get());
    List<String> given = words.before().subList(1, words.before().size());
    while (!given.isEmpty()) {
      Optional<Signature> below = signature.below(given.get(0));
      if (below.isEmpty()) {
        break;
      }
      signature = below.get();
      given = given.subList(1, given.size());
    }
    if (words.current().startsWith("-") && !words.current().startsWith("->")) {
      List<Offer> options = options(signature, given);
      if (!options.isEmpty()) {
        return options;
      }
    }
    List<Offer> offers = new ArrayList<>();
    if (given.isEmpty()) {
      signature.namesBelow().forEach(n -> offers.add(Offer.of(n)));
    }
    signature.after(given).ifPresent(parameter -> offers.addAll(values(parameter, words)));
    return offers;
  }

  private static List<Offer> options(Signature signature, List<String> given) {
    List<Offer> offers = new ArrayList<>();
    for (OptionSpec option : signature.optionsLeft(given)) {
      offers.add(Offer.of(option.longestName(), Signature.about(option.description())));
    }
    return offers;
  }

  /** What its kind allows, and what the command itself offers. */
  private List<Offer> values(ArgSpec parameter, Words words) {
    List<Offer> offers = new ArrayList<>(ofKind(parameter, words));
    Iterable<String> candidates = parameter.completionCandidates();
    if (candidates != null) {
      candidates.forEach(c -> offers.add(Offer.of(c)));
    }
    return offers;
  }

  private List<Offer> ofKind(ArgSpec parameter, Words words) {
    return switch (Kind.ofLabel(parameter.paramLabel())) {
      case NODE -> Targets.nodes(view.get());
      case NODES, TARGET -> Targets.next(view.get(), words);
      case LINK -> Links.next(view.get(), words);
      case GROUP -> Targets.nextEnd(view.get(), words);
      case MESSAGES -> Messages.next(view.get(), words);
      case HELD -> Messages.held(view.get(), words);
      case TOPOLOGY -> plain(Shape.TOPOLOGIES);
      case PACE -> plain(List.copyOf(Shape.PACES));
      case REMOTE -> Paths.under(remote, words.current(), "/");
      case LOCAL -> Paths.under(local, words.current(), "");
      case COMMAND -> commandNames();
      case CONDITION -> plain(NAMES_IN_CONDITIONS);
      case SIZE -> plain(SIZES);
      case DURATION -> plain(DURATIONS);
      case OTHER -> List.of();
    };
  }

  private static List<Offer> plain(List<String> values) {
    return values.stream().map(Offer::of).toList();
  }
}

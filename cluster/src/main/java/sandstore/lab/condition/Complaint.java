package sandstore.lab.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sandstore.lab.Nearest;
import sandstore.wire.NodeId;

/** Says what is wrong with a condition in words that help to mend it. */
final class Complaint {
  /** All names that are known everywhere, for the hint. */
  static final String KNOWN =
      "known names: "
          + Stream.concat(
                  Names.VARIABLES.stream().map(Names.Name::name),
                  Names.FUNCTIONS.stream()
                      .filter(f -> !f.name().equals(Sightings.FUNCTION))
                      .map(f -> f.name() + "(..)"))
              .collect(Collectors.joining(", "));

  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern NO_FIELD =
      Pattern.compile("undefined field '([^']*)'.*", Pattern.DOTALL);

  /** {@code n} of {@code n.term}, {@code node} of {@code node('node1').term}. */
  private static final Pattern NAME_BEFORE = Pattern.compile("(\\w+)(?:\\([^()]*\\))?\\s*$");

  private static final Pattern MISPLACED =
      Pattern.compile(
          "(?:mismatched input|extraneous input|token recognition error at:"
              + "|no viable alternative at input) ('.+?')(?: expecting|$)");

  private static final int DEEPEST = 3;

  private Complaint() {}

  static BadCondition of(String text, List<CelIssue> issues) {
    CelIssue first = issues.get(0);
    int position = position(text, first);
    Matcher undeclared = UNDECLARED.matcher(first.getMessage());
    if (undeclared.matches()) {
      String name = undeclared.group(1);
      String kind = text.startsWith("(", Math.min(text.length(), position)) ? "function" : "name";
      return new BadCondition("there is no " + kind + " " + name, position, closest(name) + KNOWN);
    }
    Matcher noField = NO_FIELD.matcher(first.getMessage());
    if (noField.matches()) {
      return new BadCondition(
          "there is no field " + noField.group(1),
          position,
          fields(text, position, noField.group(1)));
    }
    if (first.getMessage().startsWith("token recognition error at: '=")) {
      return new BadCondition("equality is written ==", position, "as in leader == 'node1'");
    }
    if (first.getMessage().startsWith("mismatched input '<EOF>'")) {
      return new BadCondition("something is missing at its end", position, KNOWN);
    }
    if (first.getMessage().startsWith("found no matching overload for '_")) {
      return new BadCondition(
          "two things of different kinds cannot be compared or reckoned together",
          position,
          "texts stand in quotes: leader == 'node1'; numbers do not: term == 3");
    }
    String said = first.getMessage().lines().findFirst().orElse("not an expression");
    Matcher misplaced = MISPLACED.matcher(said);
    return new BadCondition(
        misplaced.lookingAt() ? misplaced.group(1) + " does not belong here" : said,
        position,
        KNOWN);
  }

  /**
   * @throws BadCondition if a name given to {@code node()} is no node's
   */
  static void ofNodesNamedIn(CelAbstractSyntaxTree tree) throws BadCondition {
    Optional<CelExpr> wrong =
        CelNavigableAst.fromAst(tree)
            .getRoot()
            .allNodes()
            .map(n -> n.expr())
            .filter(e -> e.getKind() == Kind.CALL && e.call().function().equals("node"))
            .map(e -> e.call().args().get(0))
            .filter(a -> a.getKind() == Kind.CONSTANT)
            .filter(a -> a.constant().getKind() == CelConstant.Kind.STRING_VALUE)
            .filter(a -> !new NodeId(a.constant().stringValue()).isNode())
            .findFirst();
    if (wrong.isPresent()) {
      Integer position = tree.getSource().getPositionsMap().get(wrong.get().id());
      throw new BadCondition(
          "no node is called '" + wrong.get().constant().stringValue() + "'",
          position == null ? 0 : position,
          "nodes are node1, node2, ..; the leader's name is the variable leader");
    }
  }

  /**
   * One macro inside another multiplies: all nodes, for each node, for each node ..
   *
   * @throws BadCondition if that goes deeper than any question needs
   */
  static void ofDepthOf(CelAbstractSyntaxTree tree) throws BadCondition {
    Optional<CelNavigableExpr> deep =
        CelNavigableAst.fromAst(tree)
            .getRoot()
            .allNodes()
            .filter(n -> n.getKind() == Kind.COMPREHENSION && around(n) >= DEEPEST)
            .findFirst();
    if (deep.isPresent()) {
      Integer position = tree.getSource().getPositionsMap().get(deep.get().id());
      throw new BadCondition(
          "all, exists, filter and map go at most " + DEEPEST + " deep into each other",
          position == null ? 0 : position,
          "ask for less at once: two conditions, each simple");
    }
  }

  private static int around(CelNavigableExpr inner) {
    int many = 0;
    Optional<CelNavigableExpr> at = inner.parent();
    while (at.isPresent()) {
      many += at.get().getKind() == Kind.COMPREHENSION ? 1 : 0;
      at = at.get().parent();
    }
    return many;
  }

  private static int position(String text, CelIssue issue) {
    int line = Math.max(1, issue.getSourceLocation().getLine());
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    return Math.min(text.length(), start + Math.max(0, issue.getSourceLocation().getColumn()));
  }

  private static String closest(String typed) {
    List<String> known =
        Stream.concat(Names.VARIABLES.stream(), Names.FUNCTIONS.stream())
            .map(Names.Name::name)
            .toList();
    return Nearest.to(typed, known).stream()
        .limit(1)
        .map(n -> "did you mean " + n + "? ")
        .collect(Collectors.joining());
  }

  /** All fields of what was asked for one that it does not have. */
  private static String fields(String text, int dot, String typed) {
    String struct = structBefore(text, dot).orElseGet(() -> structWith(typed));
    return struct.toLowerCase(Locale.ROOT) + " has " + String.join(", ", fieldsOf(struct));
  }

  /** Of which kind the thing is that stands before the dot: a name, or what a macro calls one. */
  private static Optional<String> structBefore(String text, int dot) {
    Matcher before = NAME_BEFORE.matcher(text.substring(0, dot));
    if (!before.find()) {
      return Optional.empty();
    }
    String name = before.group(1);
    Matcher each = Pattern.compile("(\\w+)\\.\\w+\\(\\s*" + name + "\\s*,").matcher(text);
    return type(name)
        .or(() -> each.find() ? type(each.group(1)) : Optional.empty())
        .map(t -> t.replaceAll("^list\\(|\\)$", ""))
        .filter(Names.STRUCTS::containsKey);
  }

  private static Optional<String> type(String name) {
    return Stream.concat(Names.VARIABLES.stream(), Names.FUNCTIONS.stream())
        .filter(n -> n.name().equals(name))
        .map(Names.Name::type)
        .findFirst();
  }

  /** The one that has a field like it; a node, if none has. */
  private static String structWith(String typed) {
    return Names.STRUCTS.keySet().stream()
        .filter(s -> !s.equals("View"))
        .filter(s -> !Nearest.to(typed, fieldsOf(s)).isEmpty())
        .min(Comparator.comparing(s -> s.equals("Node") ? "" : s))
        .orElse("Node");
  }

  private static List<String> fieldsOf(String struct) {
    return Names.STRUCTS.getOrDefault(struct, List.of()).stream().map(Names.Name::name).toList();
  }
}

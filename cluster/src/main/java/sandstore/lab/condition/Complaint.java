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
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
          "there is no field " + noField.group(1), position, fields(noField.group(1)));
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
    return new BadCondition(
        first.getMessage().lines().findFirst().orElse("not an expression"), position, KNOWN);
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
    return Stream.concat(Names.VARIABLES.stream(), Names.FUNCTIONS.stream())
        .map(Names.Name::name)
        .min(Comparator.comparingInt(n -> distance(n, typed)))
        .filter(n -> distance(n, typed) <= 2)
        .map(n -> "did you mean " + n + "? ")
        .orElse("");
  }

  /** The structs that have a field like it, with all their fields. */
  private static String fields(String typed) {
    return Names.STRUCTS.entrySet().stream()
        .filter(s -> !s.getKey().equals("View"))
        // what is like no field at all was most likely asked of a node
        .min(
            Comparator.comparingInt(
                s -> Math.min(nearest(s, typed), s.getKey().equals("Node") ? 3 : 99)))
        .map(s -> s.getKey().toLowerCase(Locale.ROOT) + " has " + list(s.getValue()))
        .orElse(KNOWN);
  }

  private static int nearest(Map.Entry<String, List<Names.Name>> struct, String typed) {
    return struct.getValue().stream().mapToInt(f -> distance(f.name(), typed)).min().orElse(99);
  }

  private static String list(List<Names.Name> names) {
    return names.stream().map(Names.Name::name).collect(Collectors.joining(", "));
  }

  /** Levenshtein's distance: single letters added, removed or exchanged. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j - 1], row[j]));
      }
    }
    return row[b.length()];
  }
}

package sandstore.lab.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sandstore.lab.view.ClusterView;

/**
 * One name that a condition uses, to be shown with its value when the condition did not hold: a
 * variable, a field of one ({@code operations.ok}), or of one node or job ({@code
 * node('node1').term}).
 *
 * @param of the variable, or {@code node}, {@code job}
 * @param argument of the function; else empty
 * @param field the field read from it; empty for the whole of a variable
 */
record Used(String of, String argument, String field) {

  /** In the order of the text, each once. */
  static List<Used> in(CelAbstractSyntaxTree tree) {
    Set<Used> uses = new LinkedHashSet<>();
    CelNavigableAst.fromAst(tree).getRoot().allNodes().forEach(n -> add(n, uses));
    return List.copyOf(uses);
  }

  private static void add(CelNavigableExpr place, Set<Used> uses) {
    CelExpr expr = place.expr();
    String field =
        place
            .parent()
            .map(CelNavigableExpr::expr)
            .filter(p -> p.getKind() == Kind.SELECT)
            .map(p -> p.select().field())
            .orElse("");
    if (expr.getKind() == Kind.IDENT) {
      String name = expr.ident().name();
      if (Names.VARIABLES.stream().anyMatch(v -> v.name().equals(name))
          || name.equals(Names.START.name())) {
        uses.add(new Used(name, "", field));
      }
    } else if (expr.getKind() == Kind.CALL && !field.isEmpty()) {
      argument(expr.call()).ifPresent(a -> uses.add(new Used(expr.call().function(), a, field)));
    }
  }

  private static Optional<String> argument(CelExpr.CelCall call) {
    boolean ours = Names.FUNCTIONS.stream().anyMatch(f -> f.name().equals(call.function()));
    if (!ours || call.args().size() != 1 || call.args().get(0).getKind() != Kind.CONSTANT) {
      return Optional.empty();
    }
    CelConstant constant = call.args().get(0).constant();
    return Optional.of(
        constant.getKind() == CelConstant.Kind.STRING_VALUE
            ? "'" + constant.stringValue() + "'"
            : String.valueOf(constant.int64Value()));
  }

  /** {@code leader='node2', term=3}. */
  static String saw(List<Used> uses, ClusterView view, Jobs jobs, Map<String, Object> values) {
    List<String> seen = new ArrayList<>();
    for (Used use : uses) {
      if (!(use.of.equals(Names.START.name()) && use.field.isEmpty())) {
        seen.add(use.written() + "=" + shown(use.value(view, jobs, values)));
      }
    }
    return String.join(", ", seen);
  }

  private String written() {
    String base = argument.isEmpty() ? of : of + "(" + argument + ")";
    return field.isEmpty() ? base : base + "." + field;
  }

  private Object value(ClusterView view, Jobs jobs, Map<String, Object> values) {
    Object base =
        switch (of) {
          case "node" -> Projection.node(view, argument.substring(1, argument.length() - 1));
          case "job" -> Projection.job(jobs.job(Long.parseLong(argument)));
          default -> values.getOrDefault(of, Projection.UNKNOWN);
        };
    if (field.isEmpty() || !(base instanceof Map<?, ?> fields)) {
      return base;
    }
    Object value = fields.get(field);
    return value == null ? Projection.UNKNOWN : value;
  }

  /** Values on one line: of a node its name, role and process; of a list its elements. */
  private static String shown(Object value) {
    if (value instanceof String s) {
      return "'" + s + "'";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Used::shown).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      if (map.containsKey("process")) {
        String role = String.valueOf(map.get("role"));
        return map.get("id") + " " + map.get("process") + (role.isEmpty() ? "" : " " + role);
      }
      return map.entrySet().stream()
          .map(e -> e.getKey() + ": " + shown(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return String.valueOf(value);
  }
}

package sandstore.lab.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelLateFunctionBindings;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import sandstore.lab.condition.Verdict.Truth;
import sandstore.lab.view.ClusterView;

/** A compiled condition. Immutable; may be evaluated by any thread, as often as there are views. */
public final class Condition {
  private final String text;
  private final CelRuntime.Program program;
  private final List<Used> uses;
  private final List<Sighting> sightings;

  /**
   * What a condition looks back on.
   *
   * @param start what the name {@code start} stands for
   * @param afterTerm elections up to this term do not count
   * @param seen whether the condition's n-th sighting was made
   */
  record Past(ClusterView start, long afterTerm, LongPredicate seen) {}

  private Condition(
      String text, CelRuntime.Program program, List<Used> uses, List<Sighting> sightings) {
    this.text = text;
    this.program = program;
    this.uses = uses;
    this.sightings = sightings;
  }

  /**
   * @param text an expression over {@link Names}
   * @throws BadCondition if it is none, or is neither true nor false
   */
  public static Condition compile(String text) throws BadCondition {
    Condition condition = compileWatched(text);
    if (!condition.sightings.isEmpty()) {
      throw new BadCondition(
          "seen(..) is for lessons, which have a beginning since when something was seen",
          text.indexOf(Sightings.FUNCTION),
          Complaint.KNOWN);
    }
    return condition;
  }

  /**
   * The same for a {@link Watch}, with {@code seen(KIND, CONDITION)}.
   *
   * @throws BadCondition if it is none, or is neither true nor false
   */
  public static Condition compileWatched(String text) throws BadCondition {
    Sightings sightings = Sightings.in(text);
    try {
      CelAbstractSyntaxTree tree = Engine.CEL.compile(sightings.text()).getAst();
      if (!tree.getResultType().equals(SimpleType.BOOL)) {
        throw new BadCondition(
            "a condition is true or false; this is of type " + tree.getResultType().name(),
            0,
            "compare it with something: term == 3");
      }
      List<Used> uses = Used.in(tree);
      Complaint.ofNodesNamedIn(tree);
      Complaint.ofDepthOf(tree);
      return new Condition(text, Engine.CEL.createProgram(tree), uses, sightings.all());
    } catch (CelValidationException e) {
      throw Complaint.of(text, e.getErrors());
    } catch (CelEvaluationException e) {
      throw new BadCondition("not a condition: " + e.getMessage(), 0, Complaint.KNOWN);
    }
  }

  /** As it was typed. */
  public String text() {
    return text;
  }

  /** What it says of the view; {@code start} is then the view itself. */
  public Verdict evaluate(ClusterView view, Jobs jobs) {
    return evaluate(view, jobs, view);
  }

  List<Sighting> sightings() {
    return sightings;
  }

  /**
   * What it says of the view.
   *
   * @param start what the name {@code start} stands for: the view as a lesson's step began
   */
  public Verdict evaluate(ClusterView view, Jobs jobs, ClusterView start) {
    return evaluate(view, jobs, new Past(start, -1, n -> false));
  }

  Verdict evaluate(ClusterView view, Jobs jobs, Past past) {
    Map<String, Object> values = new LinkedHashMap<>(Projection.of(view));
    values.put("elections", Projection.elections(view, past.afterTerm()));
    values.put(Names.START.name(), Projection.of(past.start()));
    String saw = Used.saw(uses, view, jobs, values);
    try {
      Object answer = program.eval(resolver(values), functions(view, jobs, past));
      return new Verdict(answer.equals(true) ? Truth.TRUE : Truth.FALSE, saw);
    } catch (CelEvaluationException e) {
      if (Guarded.isNotKnown(e)) {
        return new Verdict(Truth.UNKNOWN, saw);
      }
      String why = "not to be told: " + e.getMessage();
      return new Verdict(Truth.UNKNOWN, saw.isEmpty() ? why : saw + "; " + why);
    }
  }

  private static CelVariableResolver resolver(Map<String, Object> values) {
    Map<String, Object> guarded = Guarded.of(values);
    return name -> Optional.ofNullable(guarded.get(name));
  }

  /** Bound for one evaluation, during which the view stands and a job may move. */
  @SuppressWarnings("Immutable")
  private static CelLateFunctionBindings functions(ClusterView view, Jobs jobs, Past past) {
    return CelLateFunctionBindings.from(
        CelFunctionBinding.from(
            Engine.overload("node"), String.class, n -> Guarded.of(Projection.node(view, n))),
        CelFunctionBinding.from(
            Engine.overload("job"), Long.class, n -> Projection.job(jobs.job(n))),
        CelFunctionBinding.from(
            Engine.overload(Sightings.FUNCTION), Long.class, n -> past.seen().test(n)));
  }
}

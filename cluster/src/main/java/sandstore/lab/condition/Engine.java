package sandstore.lab.condition;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.parser.CelStandardMacro;
import java.util.List;
import java.util.Optional;

/**
 * CEL with the names of {@link Names} declared. Structs have types when a condition is compiled, so
 * that a mistyped field is found then, and are plain maps when it is evaluated.
 */
final class Engine {
  /** A condition may be so long, and its macros may go round so often. */
  private static final int LONGEST = 4_000;

  private static final int MOST_ITERATIONS = 20_000;

  /** Made with the first condition: a person who types none does not wait for it. */
  static final Cel CEL = make();

  private Engine() {}

  private static Cel make() {
    CelBuilder builder =
        CelFactory.standardCelBuilder()
            .setOptions(
                CelOptions.current()
                    .maxExpressionCodePointSize(LONGEST)
                    .comprehensionMaxIterations(MOST_ITERATIONS)
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(new Structs());
    Names.VARIABLES.forEach(v -> builder.addVar(v.name(), type(v.type())));
    builder.addVar(Names.START.name(), type(Names.START.type()));
    for (Names.Name f : Names.FUNCTIONS) {
      CelType argument = f.name().equals("node") ? SimpleType.STRING : SimpleType.INT;
      builder.addFunctionDeclarations(
          CelFunctionDecl.newFunctionDeclaration(
              f.name(),
              CelOverloadDecl.newGlobalOverload(overload(f.name()), type(f.type()), argument)));
    }
    return builder.build();
  }

  /** The id under which a function is bound at each evaluation. */
  static String overload(String function) {
    return function + "_of";
  }

  /** {@code list(string)} and its like as CEL's types. */
  private static CelType type(String written) {
    if (written.startsWith("list(")) {
      return ListType.create(type(inner(written)));
    }
    if (written.startsWith("map(")) {
      return MapType.create(SimpleType.STRING, type(inner(written)));
    }
    return switch (written) {
      case "int" -> SimpleType.INT;
      case "bool" -> SimpleType.BOOL;
      case "string" -> SimpleType.STRING;
      default -> StructTypeReference.create(written);
    };
  }

  private static String inner(String written) {
    return written.substring(written.indexOf('(') + 1, written.length() - 1);
  }

  private static final class Structs implements CelTypeProvider {
    private final ImmutableMap<String, CelType> types;

    Structs() {
      ImmutableMap.Builder<String, CelType> all = ImmutableMap.builder();
      Names.STRUCTS.forEach((name, fields) -> all.put(name, struct(name, fields)));
      types = all.buildOrThrow();
    }

    private static CelType struct(String name, List<Names.Name> fields) {
      ImmutableMap<String, CelType> byName =
          fields.stream()
              .collect(ImmutableMap.toImmutableMap(Names.Name::name, f -> type(f.type())));
      return StructType.create(name, byName.keySet(), f -> Optional.ofNullable(byName.get(f)));
    }

    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableList.copyOf(types.values());
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Optional.ofNullable(types.get(name));
    }
  }
}

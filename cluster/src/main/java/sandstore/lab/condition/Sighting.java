package sandstore.lab.condition;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;

/**
 * {@code seen('EntriesTruncated', event.node == 'node1')}: whether one event of that kind came that
 * satisfies the inner condition. It is asked of each event once, as it comes; nobody goes through
 * the history again.
 *
 * <p>{@code event} has {@code node}, who told it (of what the lab saw: whom it saw), and the kind's
 * own fields as in {@code events.proto}, written {@code likeThis}.
 */
final class Sighting {
  private static final int LONGEST = 1_000;
  private static final int MOST_ITERATIONS = 1_000;
  private static final String STRUCT = "Event";

  private final FieldDescriptor kind;
  private final CelRuntime.Program program;

  private Sighting(FieldDescriptor kind, CelRuntime.Program program) {
    this.kind = kind;
    this.program = program;
  }

  /** All kinds of events, as {@code seen} names them. */
  static List<String> kinds() {
    return Event.getDescriptor().getOneofs().get(0).getFields().stream()
        .map(f -> f.getMessageType().getName())
        .toList();
  }

  /**
   * @param at where the inner condition begins in the whole one
   */
  static Sighting compile(String kindName, String condition, int at) throws BadCondition {
    FieldDescriptor kind =
        Event.getDescriptor().getOneofs().get(0).getFields().stream()
            .filter(f -> f.getMessageType().getName().equals(kindName))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadCondition(
                        "no event is called " + kindName,
                        at,
                        "events are " + String.join(", ", kinds())));
    try {
      Cel cel = cel(kind.getMessageType());
      var tree = cel.compile(condition).getAst();
      if (!tree.getResultType().equals(SimpleType.BOOL)) {
        throw new BadCondition("what is asked of an event is true or false", at, fields(kind));
      }
      return new Sighting(kind, cel.createProgram(tree));
    } catch (CelValidationException e) {
      String why = e.getErrors().get(0).getMessage().lines().findFirst().orElse("not a condition");
      throw new BadCondition(why, at, fields(kind));
    } catch (CelEvaluationException e) {
      throw new BadCondition("not a condition: " + e.getMessage(), at, fields(kind));
    }
  }

  private static String fields(FieldDescriptor kind) {
    return "event has node, "
        + kind.getMessageType().getFields().stream()
            .map(FieldDescriptor::getJsonName)
            .collect(Collectors.joining(", "));
  }

  private static Cel cel(Descriptor message) {
    return CelFactory.standardCelBuilder()
        .setOptions(
            CelOptions.current()
                .maxExpressionCodePointSize(LONGEST)
                .comprehensionMaxIterations(MOST_ITERATIONS)
                .build())
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .setTypeProvider(new OneStruct(message))
        .addVar("event", StructTypeReference.create(STRUCT))
        .build();
  }

  boolean matches(Event event) {
    if (event.getKindCase() != KindCase.forNumber(kind.getNumber())) {
      return false;
    }
    try {
      return program.eval(Map.of("event", values(event))).equals(true);
    } catch (CelEvaluationException e) {
      return false; // an index out of range, say: this one is none of those
    }
  }

  private Map<String, Object> values(Event event) {
    Map<String, Object> values = new LinkedHashMap<>(fields((Message) event.getField(kind)));
    values.putIfAbsent("node", event.getNode());
    return values;
  }

  private static Map<String, Object> fields(Message message) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (FieldDescriptor f : message.getDescriptorForType().getFields()) {
      values.put(f.getJsonName(), value(message.getField(f)));
    }
    return values;
  }

  private static Object value(Object raw) {
    if (raw instanceof List<?> list) {
      return list.stream().map(Sighting::value).toList();
    }
    if (raw instanceof Message message) {
      return fields(message);
    }
    if (raw instanceof EnumValueDescriptor named) {
      return named.getName().toLowerCase(Locale.ROOT);
    }
    return raw instanceof Integer number ? (Object) number.longValue() : raw;
  }

  private static final class OneStruct implements CelTypeProvider {
    private final StructType struct;

    OneStruct(Descriptor message) {
      Map<String, CelType> types = new LinkedHashMap<>();
      message.getFields().forEach(f -> types.put(f.getJsonName(), type(f)));
      types.put("node", SimpleType.STRING); // an event of the lab tells of a node by that name
      ImmutableMap<String, CelType> byName = ImmutableMap.copyOf(types);
      struct = StructType.create(STRUCT, byName.keySet(), f -> Optional.ofNullable(byName.get(f)));
    }

    private static CelType type(FieldDescriptor field) {
      CelType one =
          switch (field.getJavaType()) {
            case INT, LONG -> SimpleType.INT;
            case BOOLEAN -> SimpleType.BOOL;
            case STRING, ENUM -> SimpleType.STRING;
            default -> SimpleType.DYN;
          };
      return field.isRepeated() ? ListType.create(one) : one;
    }

    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableList.of(struct);
    }

    @Override
    public Optional<CelType> findType(String name) {
      return name.equals(STRUCT) ? Optional.of(struct) : Optional.empty();
    }
  }
}

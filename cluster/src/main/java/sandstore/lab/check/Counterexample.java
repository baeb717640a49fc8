package sandstore.lab.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sandstore.lab.history.FaultBand;
import sandstore.lab.history.Operation;

/**
 * A few operations that no order explains.
 *
 * @param key empty if the history has only one thing in it
 * @param model by name
 * @param starts what was there before these operations, in words; one of them
 * @param earlier operations on this key before these, whose effect is {@code starts}
 * @param leftOut other operations on this key that the contradiction does not need
 * @param operations by invocation; those of before {@code from} were under way then
 * @param from the moment at which the picture begins
 * @param culprit the operation that is impossible, one of {@code operations}
 * @param sentences why, for people
 * @param order the numbers of operations, in an order that explains all but the culprit; empty if
 *     none was looked for
 * @param faults what was wrong meanwhile
 */
public record Counterexample(
    String key,
    String model,
    List<String> starts,
    int earlier,
    int leftOut,
    List<Operation> operations,
    long from,
    Operation culprit,
    List<String> sentences,
    List<Integer> order,
    List<FaultBand> faults) {

  /** What it is about: {@code the register}, {@code key x}. */
  String subject() {
    return key.isEmpty() ? "the " + model : key.startsWith("/") ? key : "key " + key;
  }

  /** For programs. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", key);
    fields.put("model", model);
    fields.put("starts", starts);
    fields.put("earlier", earlier);
    fields.put("leftOut", leftOut);
    fields.put("impossible", culprit.number());
    fields.put("why", String.join(" ", sentences));
    fields.put("order", order);
    List<Map<String, Object>> all = new ArrayList<>();
    for (Operation o : operations) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("number", o.number());
      one.put("client", o.client());
      one.put("key", o.key());
      one.put("operation", o.shown());
      one.put("outcome", o.outcome().name().toLowerCase(java.util.Locale.ROOT));
      one.put("invoked", o.invoked());
      one.put("returned", o.open() ? -1 : o.returned());
      all.add(one);
    }
    fields.put("operations", all);
    fields.put(
        "faults",
        faults.stream()
            .map(
                f ->
                    Map.of(
                        "what",
                        f.words(),
                        "from",
                        f.from(),
                        "to",
                        f.to() == Operation.NEVER ? -1L : f.to()))
            .toList());
    return fields;
  }
}

package sandstore.lab.history;

import java.util.List;

/**
 * What clients asked for and were told, and what was wrong meanwhile.
 *
 * @param operations in the order of their invocations
 * @param faults in the order of their beginnings
 * @param remarks what was left out, or taken for granted, a sentence each
 */
public record History(List<Operation> operations, List<FaultBand> faults, List<String> remarks) {
  public History {
    operations = List.copyOf(operations);
    faults = List.copyOf(faults);
    remarks = List.copyOf(remarks);
  }

  public static History of(List<Operation> operations) {
    return new History(operations, List.of(), List.of());
  }

  /** How many clients took part. */
  public int clients() {
    return (int) operations.stream().map(Operation::client).distinct().count();
  }
}

package sandstore.lab.check;

import java.util.List;
import java.util.Set;
import sandstore.lab.history.Operation;

/**
 * What was possible right after a return.
 *
 * @param states of all possibilities
 * @param taken in each, which of the operations under way had taken effect
 */
record Moment(Operation returned, List<Object> states, List<Set<Operation>> taken) {}

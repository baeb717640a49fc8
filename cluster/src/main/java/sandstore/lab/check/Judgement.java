package sandstore.lab.check;

import java.util.List;
import java.util.Optional;

/**
 * What was found out about a history.
 *
 * @param verdict not linearizable if one key is not, else unknown if one is unknown
 * @param operations that were judged, over all keys
 * @param keys that were judged
 * @param models by name, those that were used
 * @param unknown why keys could not be judged, a sentence each
 * @param counterexample of the first key that is not linearizable
 * @param wrongKeys those that are not linearizable
 */
public record Judgement(
    Verdict verdict,
    int operations,
    int keys,
    List<String> models,
    List<String> unknown,
    Optional<Counterexample> counterexample,
    List<String> wrongKeys) {}

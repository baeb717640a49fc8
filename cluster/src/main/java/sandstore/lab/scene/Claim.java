package sandstore.lab.scene;

import java.util.function.Predicate;
import sandstore.lab.view.ClusterView;

/**
 * Something that must be seen.
 *
 * @param says in one sentence
 */
public record Claim(String says, Predicate<ClusterView> holds) {}

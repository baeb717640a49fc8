package sandstore.lab.scene;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a scene.
 *
 * @param name as the paper names it: {@code a}
 * @param after the act that has to have been played just before; empty: it begins the scene
 * @param says what is done and why, in one sentence
 * @param lines what is typed; one that begins with {@code ! } is meant to fail
 * @param claims what must be seen afterwards
 */
public record Act(
    String name,
    String after,
    String says,
    Function<Footing, List<String>> lines,
    Function<Footing, List<Claim>> claims) {}

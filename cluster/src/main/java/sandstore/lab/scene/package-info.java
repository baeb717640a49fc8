/**
 * Situations out of papers, on the Raft that runs.
 *
 * <p>A figure of a paper shows logs that nobody has seen in the making. A scene makes them: it
 * types the commands that a person could type, {@code hold}, {@code elect}, {@code kill}, one act
 * after the other, and after each act looks whether the nodes tell what the figure shows. What it
 * says of an act is looked up in the view, line by line; what is not so is said not to be so.
 *
 * <p>A paper's figure has absolute indexes and terms. Here a scene stands on the log that is there:
 * its {@link sandstore.lab.scene.Footing} is the last entry that all nodes have as it begins, and
 * all else counts from that. So one scene can follow another on the same cluster.
 *
 * <p>It plays at pace manual, where no node campaigns by itself: everything that is elected, was
 * elected by the scene. Which messages pass is said by rules that {@code held} shows.
 *
 * <p>A scene is one class, found by {@link java.util.ServiceLoader}.
 *
 * <p>Left out: to set a log up by writing files. It would be quicker, and show nothing about how
 * Raft gets there.
 */
@NullMarked
package sandstore.lab.scene;

import org.jspecify.annotations.NullMarked;

/**
 * The log of a process of ours: one file, nothing on the terminal.
 *
 * <p>Logback is told in Java what to do, before the first logger is asked for. Left to itself it
 * looks for its configuration in every jar, and parses a pattern with two hundred classes: a sixth
 * of a node's start, to arrive at one file with four columns. A program that embeds the client and
 * never calls {@link sandstore.wire.log.LogFile#open} keeps the configuration it has.
 */
@NullMarked
package sandstore.wire.log;

import org.jspecify.annotations.NullMarked;

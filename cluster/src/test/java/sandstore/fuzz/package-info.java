/**
 * What comes through a door may be anything: messages, files, names and command lines are made at
 * random and by damaging good ones, from seeds that are told when something goes wrong. Whoever
 * reads them may refuse, in its own words; it may not crash, hang, fill the memory, or touch what
 * is outside of its folder.
 */
@NullMarked
package sandstore.fuzz;

import org.jspecify.annotations.NullMarked;

/**
 * A rehearsal for the archives of loaded classes ({@code lab --train}), and the one jar for it.
 *
 * <p>A JVM spends most of a short start on finding, parsing and verifying classes. It can write
 * those that it has loaded to an archive when it ends, and map that into memory the next time. So
 * the launcher runs this once a build: a small session of the shell on a real cluster. The lab ends
 * with an archive of its own classes, and one of its nodes, which has led and followed, with one of
 * a node's.
 *
 * <p>A rehearsal that fails in part only makes starts slower; it says so on standard error, which
 * the launcher keeps in its build log.
 */
@NullMarked
package sandstore.shell.train;

import org.jspecify.annotations.NullMarked;

/**
 * A rehearsal for the archive of loaded classes (`lab --train`).
 *
 * <p>A JVM spends most of a short start on finding, parsing and verifying classes. It can write
 * those that it has loaded to an archive when it ends, and map that into memory the next time. So
 * the launcher runs this once a build: a small session of the shell, and a small cluster whose
 * nodes run, for once, inside this process, because only what this process has loaded is archived.
 *
 * <p>A rehearsal that fails in part only makes starts slower; it says so on standard error, which
 * the launcher keeps in its build log.
 */
@NullMarked
package sandstore.shell.train;

import org.jspecify.annotations.NullMarked;

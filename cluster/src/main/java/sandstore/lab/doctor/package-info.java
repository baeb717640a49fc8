/**
 * What {@code doctor} looks at on this machine before anybody blames the cluster.
 *
 * <p>Each check tries the thing itself where that is cheap (binds a socket, writes and forces a
 * file, stops a process with SIGSTOP) and asks for figures where it is not. It answers with a
 * {@link sandstore.lab.doctor.Finding}: fine, worth knowing, or a problem with what to do about it.
 * Nothing is changed: what a check makes it takes away again.
 */
@NullMarked
package sandstore.lab.doctor;

import org.jspecify.annotations.NullMarked;

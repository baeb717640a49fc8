/**
 * The lab: spawns nodes, breaks them, observes them, and is the one door ({@link
 * sandstore.lab.Lab}) through which every face and every lesson acts. It knows a node only by what
 * crosses the wire or what the operating system says.
 */
@NullMarked
package sandstore.lab;

import org.jspecify.annotations.NullMarked;

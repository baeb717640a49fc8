/**
 * The node's doors: one thin class a gRPC service. They check what came over the wire, ask the
 * parts that know, and answer; they keep no state of their own, so a change of leader in the middle
 * of an upload loses nothing (rule 10).
 */
@NullMarked
package sandstore.node.service;

import org.jspecify.annotations.NullMarked;

/**
 * Keeping copies: every chunk of every file has as many sound copies as it should, whatever becomes
 * of nodes, disks and bytes.
 *
 * <p><b>What is known, and by whom.</b> The namespace says which nodes have a chunk; that list is
 * changed only by an entry of the log ({@code ReplaceReplicas}), after a copy was made and verified
 * against the checksum that the metadata has. Each node compares that list with its own disk
 * ({@link sandstore.node.repair.LocalCopies}): once when it starts, when a scrub passes, and
 * whenever the one or the other changes. What should be there and is not (or is damaged), and what
 * is there and should not be, it reports to the leader, again and again until it is so no more. So
 * the leader's knowledge is a cache: a new leader has it again within seconds, and nothing is lost
 * with an old one.
 *
 * <p><b>Deciding.</b> {@link sandstore.node.repair.Planner} is a pure function: one chunk, what is
 * known of its copies, how the nodes are; out comes what to do about it. {@link
 * sandstore.node.repair.Backlog} has the most endangered chunks first: the one with a single copy
 * left before the one with two. How many chunks are short is never counted one by one: the
 * namespace keeps a census by sets of nodes. Only when that says that there are some is the
 * namespace walked ({@link sandstore.node.repair.Survey}), once for each change.
 *
 * <p><b>Grace.</b> A node that is away counts as missing at once, but nothing is copied because of
 * it until the grace time has passed: most nodes come back, and copying a terabyte for a restart
 * would hurt more than it helps (as HDFS and GFS do it; Ghemawat et al., SOSP 2003, section 4.3).
 * Until then the leader tells whom it waits for, and what would have to be copied without them
 * ({@link sandstore.node.repair.GraceTime}).
 *
 * <p><b>Doing.</b> {@link sandstore.node.repair.Repairer} runs where the leader is. It orders a
 * node to fetch a chunk; that node pulls it through ChunkService, refuses every byte that fails a
 * checksum, and gives the copy its name only when the whole is what the metadata says ({@link
 * sandstore.node.repair.Fetcher}, rule 15: never by vote). Then the log is told, and only then does
 * anybody count on it. A rate bounds all copies together.
 *
 * <p><b>Deleting</b> is where a store loses data, so it has the most locks. A chunk of no file goes
 * only after a {@code MarkGarbage} was applied (rule 11). A copy too many goes only after as many
 * others as wanted were asked and have it, with the right checksum, only if the node's own
 * namespace does not list it, and only on orders that are not older than any that the node has seen
 * ({@link sandstore.node.repair.Fence}, rule 17). A damaged copy is kept until a sound one has been
 * verified.
 *
 * <p>The same code runs in all three topologies: in {@code replicated} by the primary (and during a
 * split brain by both, each on its own side), in {@code basic} by the one node, which has nobody to
 * copy from and only scrubs and collects garbage.
 */
@NullMarked
package sandstore.node.repair;

import org.jspecify.annotations.NullMarked;

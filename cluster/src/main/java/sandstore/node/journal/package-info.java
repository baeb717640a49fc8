/**
 * The three ways to put metadata operations in an order and keep them: alone on one disk ({@code
 * basic}), copied by a primary to its backups without consensus ({@code replicated}), or agreed by
 * a Raft group ({@code sandstore.node.raft}). Services see only {@link
 * sandstore.node.journal.Journal}.
 *
 * <p>All three keep their entries in the same kind of file, {@link
 * sandstore.node.journal.RecordLog}: checksummed records, with a witness of what was durable, so
 * that a damaged or shortened log is refused and not mistaken for a short one.
 *
 * <p>{@link sandstore.node.journal.CarelessJournal} stands before each of them, and is careful
 * unless a learner has ordered otherwise ({@code unsafe reads off}, {@code unsafe dedup off}).
 */
@NullMarked
package sandstore.node.journal;

import org.jspecify.annotations.NullMarked;

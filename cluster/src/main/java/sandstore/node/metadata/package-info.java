/**
 * The namespace: folders, files, versions, chunk lists, client sessions, garbage marks and the
 * table of members, as one immutable value and one function, {@link
 * sandstore.node.metadata.Namespace#apply}.
 *
 * <p>Every node applies the same operations in the same order and must arrive at the same value. So
 * nothing here asks a clock, draws a random number, touches a disk or walks a map whose order is
 * not fixed. The only time is the one that operations carry, and of that only the largest yet seen.
 *
 * <p>The value is a tree of sorted, path-copying maps. An operation copies the little on the way to
 * what it changes and shares the rest, so that a snapshot is just a reference: it can be written
 * out by another thread while operations go on. Neighbouring entries lie together in pages ({@code
 * Entries}, {@code ChunkSet}; the pages are found by AVL trees of PCollections), and a file in a
 * page is the bytes that it is in a snapshot. One file with one chunk takes some 150 bytes instead
 * of 450, and one object instead of ten, which is what the pauses of a collector are made of.
 *
 * <p>Read {@link sandstore.node.metadata.Namespace} first, then one operation, say {@code
 * ApplyCommitFile}, then {@code Sessions} (how a retry finds its old answer; after RIFL, Lee et
 * al., SOSP 2015) and {@code StateHash} (how two nodes notice that they differ).
 *
 * <p>Left out: permissions, links, times other than of modification. Pages that become small are
 * not joined. Names are compared as they are, letter case and all, after normalisation to NFC.
 */
@NullMarked
package sandstore.node.metadata;

import org.jspecify.annotations.NullMarked;

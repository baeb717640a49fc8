package sandstore.node.metadata;

/**
 * Chunks that no later commit may name, because nodes may already have unlinked them.
 *
 * <p>A mark must outlive every upload that could still name the chunk, and must not stay for ever,
 * or the state would grow with each overwrite. So marks live in two generations: new ones go to the
 * young one; once that is an hour old (by the time that operations carry) it becomes the old one,
 * and what was old is forgotten. A mark is thus kept for one to two hours. After that an upload of
 * the chunk still fails, at the leader's check that the chunk's bytes exist.
 *
 * @param youngSinceMillis when the young generation began
 * @param youngHash sum over its marks; {@code oldHash} likewise
 */
record GarbageMarks(
    ChunkSet young, ChunkSet old, long youngSinceMillis, long youngHash, long oldHash) {
  static final long GENERATION_MILLIS = 3_600_000;
  static final GarbageMarks NONE = new GarbageMarks(ChunkSet.EMPTY, ChunkSet.EMPTY, 0, 0, 0);

  boolean contains(ChunkName name) {
    return young.contains(name) || old.contains(name);
  }

  int size() {
    return young.size() + old.size();
  }

  GarbageMarks plus(ChunkName name) {
    return contains(name)
        ? this
        : new GarbageMarks(
            young.plus(name), old, youngSinceMillis, youngHash + StateHash.garbage(name), oldHash);
  }

  /** The marks as they are when this time has come. */
  GarbageMarks at(long nowMillis) {
    if (nowMillis - youngSinceMillis < GENERATION_MILLIS) {
      return this;
    }
    return new GarbageMarks(ChunkSet.EMPTY, young, nowMillis, 0, youngHash);
  }

  /** The same marks with their sums computed anew. */
  GarbageMarks recomputed() {
    return new GarbageMarks(young, old, youngSinceMillis, sum(young), sum(old));
  }

  private static long sum(ChunkSet marks) {
    long sum = 0;
    for (ChunkName name : marks) {
      sum += StateHash.garbage(name);
    }
    return sum;
  }
}

package sandstore.lab.compare;

import sandstore.lab.bench.Kind;

/**
 * What both sides are asked to do.
 *
 * @param clients at work at once
 * @param amount put and get: bytes of each client's one file; create and stat: milliseconds, as
 *     many operations as fit
 * @param wanted the ratio of rates, ours to theirs, to be reached
 */
record Task(String name, Kind kind, int clients, long amount, double wanted) {
  boolean movesBytes() {
    return kind == Kind.PUT || kind == Kind.GET;
  }

  /** Bytes moved, or operations done, by a pass. */
  double work(Pass pass) {
    return movesBytes() ? (double) amount * pass.operations() : pass.operations();
  }

  /** Bytes or operations in one of the units in which processor time is told: a GB, a thousand. */
  double unit() {
    return movesBytes() ? 1e9 : 1e3;
  }
}

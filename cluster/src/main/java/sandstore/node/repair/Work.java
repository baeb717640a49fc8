package sandstore.node.repair;

import java.util.concurrent.TimeUnit;

/**
 * How far something is that takes a while: begun with the first chunk that there is to do, finished
 * when none is left. Time is an argument. Not thread-safe.
 */
final class Work {
  private static final double NANOS_A_SECOND = 1e9;
  private static final long TELL_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  private final String what;
  private boolean under;
  private long begunNanos;
  private long toldNanos;
  private long done;
  private long bytesDone;
  private long problems;
  private String problem = "";

  /** As events name it: {@code repair}, {@code drain node2}. */
  Work(String what) {
    this.what = what;
  }

  boolean isUnderWay() {
    return under;
  }

  void begin(long nowNanos) {
    if (!under) {
      under = true;
      begunNanos = nowNanos;
      toldNanos = nowNanos - TELL_EVERY_NANOS;
      done = 0;
      bytesDone = 0;
      problems = 0;
      problem = "";
    }
  }

  void did(long bytes) {
    done++;
    bytesDone += bytes;
  }

  void failed() {
    problems++;
  }

  /** {@code why}: where, and what went wrong. */
  void failed(String why) {
    problems++;
    problem = why;
  }

  /** Another does it, or nobody. */
  void abandon() {
    under = false;
  }

  /** Whether it is time to tell again. */
  boolean isDue(long nowNanos) {
    return under && nowNanos - toldNanos >= TELL_EVERY_NANOS;
  }

  /** As of now, when so much is left. */
  sandstore.proto.Work tell(long left, long bytesLeft, long nowNanos) {
    toldNanos = nowNanos;
    double seconds = Math.max(0.001, (nowNanos - begunNanos) / NANOS_A_SECOND);
    return sandstore.proto.Work.newBuilder()
        .setWhat(what)
        .setDone(done)
        .setTotal(done + left)
        .setBytesDone(bytesDone)
        .setBytesTotal(bytesDone + bytesLeft)
        .setBytesPerSecond(Math.round(bytesDone / seconds))
        .setProblems(problems)
        .setProblem(problem)
        .build();
  }

  sandstore.proto.Work finish(long nowNanos) {
    sandstore.proto.Work told = tell(0, 0, nowNanos).toBuilder().setFinished(true).build();
    under = false;
    return told;
  }
}

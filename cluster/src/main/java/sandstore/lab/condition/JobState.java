package sandstore.lab.condition;

/**
 * A background job as conditions see it.
 *
 * @param bytes moved so far; -1 when the job moves none
 * @param done whether it has ended
 * @param status as a line ends: 0 succeeded, 1 failed, 2 mistyped, 3 unknown; -1 while it runs
 */
public record JobState(long bytes, boolean done, long status) {
  /** What a condition sees of a job that there never was. */
  public static final JobState NONE = new JobState(-1, false, -1);
}

package sandstore.lab.condition;

/** The background jobs, by the number that {@code jobs} shows. */
@FunctionalInterface
public interface Jobs {
  Jobs NONE = n -> JobState.NONE;

  /** The job's state now; {@link JobState#NONE} for a number that was never given. */
  JobState job(long number);
}

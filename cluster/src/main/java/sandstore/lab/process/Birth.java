package sandstore.lab.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, told apart from every other that ever had its id.
 *
 * @param started as the system says; it computes this from its own start, which it corrects when
 *     the clock is set, hence {@link #SLACK}
 */
record Birth(long pid, Instant started) {
  /** Two readings of one process's start may differ by less than this. */
  static final Duration SLACK = Duration.ofSeconds(2);

  /** Empty if it has ended, or the system does not say when it started. */
  static Optional<Birth> of(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(instant -> new Birth(process.pid(), Instant.ofEpochMilli(instant.toEpochMilli())));
  }

  /** The process, if it still runs. */
  Optional<ProcessHandle> alive() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::same);
  }

  private boolean same(ProcessHandle process) {
    return of(process)
        .filter(now -> Duration.between(started, now.started()).abs().compareTo(SLACK) < 0)
        .isPresent();
  }

  String line() {
    return pid + " " + started.toEpochMilli();
  }

  /** Reads what {@link #line} wrote; empty for a line that was cut short. */
  static Optional<Birth> parse(String line) {
    String[] words = line.strip().split(" ");
    if (words.length != 2 || !words[0].matches("[0-9]{1,18}") || !words[1].matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(
        new Birth(Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1]))));
  }
}

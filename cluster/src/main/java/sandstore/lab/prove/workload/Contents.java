package sandstore.lab.prove.workload;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import sandstore.lab.history.Value;

/**
 * What the clients of one load write: no two contents are the same, and of each it is remembered
 * that somebody meant to write it. Threads share it.
 */
final class Contents {
  private final Map<String, Value> meant = new ConcurrentHashMap<>();
  private final AtomicLong made = new AtomicLong();
  private final String where;

  /**
   * @param where the load's folder: contents of two loads differ
   */
  Contents(String where) {
    this.where = where;
    register(new byte[0], "an empty file");
  }

  /** Some bytes, and the value that they are in a history. */
  record Piece(byte[] bytes, Value value) {}

  /** Bytes that were never made before, at least so many, and different in each of their lines. */
  Piece fresh(int bytes) {
    long number = made.incrementAndGet();
    StringBuilder text = new StringBuilder("v" + number + " " + where + "\n");
    for (int line = 1; text.length() < bytes; line++) {
      text.append("v").append(number).append(" line ").append(line).append('\n');
    }
    byte[] all = text.toString().getBytes(StandardCharsets.UTF_8);
    return new Piece(all, register(all, "v" + number));
  }

  Piece empty() {
    return new Piece(new byte[0], known(hex(new byte[0])).orElseThrow());
  }

  private Value register(byte[] bytes, String label) {
    String sha = hex(bytes);
    Value value = Value.content(sha).shownAs(label);
    meant.put(sha, value);
    return value;
  }

  /** The value with this SHA-256, if anybody meant to write it. */
  Optional<Value> known(String sha256) {
    return Optional.ofNullable(meant.get(sha256));
  }

  static String hex(byte[] bytes) {
    return Hashing.sha256().hashBytes(bytes).toString();
  }
}

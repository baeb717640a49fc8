package sandstore.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A lesson that needs no cluster. */
public final class Sums {
  private static final String TEXT =
      """
      ---
      format: 1
      id: sums
      title: Sums
      topology: none
      concepts: [sum]
      sources: [Euclid, book 7]
      ---
      # Sums

      ## One

      First of all.

      ```ask id=one
      What is one and one?
      a) Two
      b) Three
      right a: true
      right b: false
      because: So it is.
      ```

      ## Another

      ```try id=deed
      Do something.
      check led: leader != ''
      type led: up raft
      ```

      ```hint for=deed
      1. Think.
      ```

      <details>

      ```solution for=deed
      up raft
      ```
      </details>
      """;

  private Sums() {}

  /** Puts it there as {@code sums.md}. */
  public static void in(Path folder) throws IOException {
    Files.writeString(folder.resolve("sums.md"), TEXT);
  }
}

package sandstore.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import sandstore.node.disk.CrashDisk;
import sandstore.node.disk.CrashPoints;
import sandstore.wire.NodeSettings;

/** Rule 20: a folder knows whose it is, and no incarnation is used twice. */
final class IdentityCrashPointsTest {
  private static final Path FOLDER = Path.of("/node");

  @Test
  void noIncarnationIsUsedTwice() throws Exception {
    CrashPoints.Tried tried =
        CrashPoints.all(
            "identity",
            0L,
            (disk, promises) -> {
              disk.makeFolders(FOLDER);
              for (int i = 0; i < 4; i++) {
                promises.made(begin(disk, i == 0));
              }
            },
            this::check);
    assertThat(tried.states()).isGreaterThan(80);
  }

  private void check(CrashDisk disk, long promised, long underway, boolean goesOn)
      throws IOException {
    disk.makeFolders(FOLDER);
    long begun = begin(disk, promised == 0);
    // A start that was ended before it could use its number may have left it used.
    assertThat(begun).isBetween(promised + 1, underway + 2);
    if (goesOn) {
      assertThat(begin(disk, false)).isEqualTo(begun + 1);
    }
  }

  private static long begin(CrashDisk disk, boolean fresh) throws IOException {
    NodeSettings settings = LoneNode.settings(FOLDER, fresh);
    return Identity.begin(disk, settings).incarnation();
  }
}

package sandstore.shown;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name that comes after its bytes were swept away. */
final class SweptTest {
  @TempDir Path folder;

  @Test
  void rule10_aNameThatComesAfterItsBytesAreGoneIsRefusedAtOnce() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft");
      lab.acquainted();
      lab.ok("hold CommitFile client -> leader; put --text late /late &");
      lab.ok("wait held.exists(h, h.kind == 'CommitFile') && nodes.all(n, n.chunks == 1)");
      lab.ok("gc now --older 1ms; wait nodes.all(n, n.chunks == 0)");

      lab.ok("deliver CommitFile");

      // A refusal that the client took for a passing one would keep it waiting at the next hold.
      lab.ok("wait operations.failed == 1 within 20s; expect held.size() == 0");
    }
  }
}

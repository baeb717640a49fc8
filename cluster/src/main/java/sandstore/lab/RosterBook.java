package sandstore.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

/** The cluster of a home, as it is now, and its file, which follows each change. */
final class RosterBook {
  private final Path file;
  private volatile StoredCluster stored;

  RosterBook(Path file, StoredCluster stored) {
    this.file = file;
    this.stored = stored;
  }

  String cluster() {
    return stored.cluster();
  }

  /** Follows the members: what a later {@code up} has to ask for. */
  Shape shape() {
    return stored.shape();
  }

  Roster roster() {
    return stored.roster();
  }

  /** The file has it when this returns. */
  synchronized void change(UnaryOperator<Roster> change) {
    StoredCluster next = stored.with(change.apply(stored.roster()));
    try {
      next.write(file);
    } catch (IOException e) {
      throw new DefiniteFailure(
          Failure.Code.INTERNAL, "the home cannot be written: " + e.getMessage(), e);
    }
    stored = next;
  }
}

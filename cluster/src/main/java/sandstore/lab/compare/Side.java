package sandstore.lab.compare;

import java.io.IOException;
import java.util.Map;

/** One of the two stores, up and with a client. */
interface Side extends AutoCloseable {
  Pass run(Task task) throws IOException, InterruptedException;

  /** Every process whose processor time counts, by name. */
  Map<String, Long> pids();

  @Override
  void close() throws IOException;
}

package sandstore.node.topology;

import com.google.auto.service.AutoService;
import sandstore.node.journal.Journal;
import sandstore.node.journal.LocalJournal;

/** One node: metadata in a local log, forced before the answer. */
@AutoService(Topology.class)
public final class Basic implements Topology {
  @Override
  public String name() {
    return "basic";
  }

  @Override
  public Journal journal(Parts parts) {
    return new LocalJournal(
        parts.settings(), parts.disk(), parts.reporter(), parts.effects(), parts.fatal());
  }
}

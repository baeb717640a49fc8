package sandstore.node.topology;

import com.google.auto.service.AutoService;
import sandstore.node.journal.Journal;
import sandstore.node.raft.RaftJournal;

/** A Raft group agrees on the log; a majority keeps it. */
@AutoService(Topology.class)
public final class Raft implements Topology {
  @Override
  public String name() {
    return "raft";
  }

  @Override
  public Journal journal(Parts parts) {
    return new RaftJournal(
        parts.settings(),
        parts.disk(),
        parts.reporter(),
        parts.channels(),
        parts.effects(),
        parts.fatal());
  }
}

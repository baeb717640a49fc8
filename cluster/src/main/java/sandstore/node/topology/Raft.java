package sandstore.node.topology;

import com.google.auto.service.AutoService;
import sandstore.node.journal.Journal;
import sandstore.node.membership.Beats;
import sandstore.node.raft.RaftJournal;
import sandstore.wire.NodeSettings;

/** A Raft group agrees on the log; a majority keeps it. */
@AutoService(Topology.class)
public final class Raft implements Topology {
  @Override
  public String name() {
    return "raft";
  }

  /**
   * Raft's own messages tell the leader who is alive. While all nodes are starting, a connection
   * from each to each other would only be in the way of the first election.
   */
  @Override
  public Beats heartbeats(NodeSettings settings) {
    return new Beats(settings.silence().multipliedBy(2), false);
  }

  @Override
  public Journal journal(Parts parts) {
    return new RaftJournal(
        parts.settings(),
        parts.disk(),
        parts.reporter(),
        parts.channels(),
        parts.effects(),
        parts.fatal(),
        parts.incarnation());
  }
}

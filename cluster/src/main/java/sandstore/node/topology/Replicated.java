package sandstore.node.topology;

import com.google.auto.service.AutoService;
import java.time.Duration;
import sandstore.node.journal.Journal;
import sandstore.node.journal.PrimaryBackupJournal;
import sandstore.node.membership.Beats;
import sandstore.wire.NodeSettings;

/**
 * A primary copies its log to backups that it believes alive. No consensus: a partition loses data.
 */
@AutoService(Topology.class)
public final class Replicated implements Topology {
  @Override
  public String name() {
    return "replicated";
  }

  /** At once, since others wait for them; and a promotion rests on what each was answered. */
  @Override
  public Beats heartbeats(NodeSettings settings) {
    return new Beats(Duration.ZERO, true);
  }

  @Override
  public Journal journal(Parts parts) {
    return new PrimaryBackupJournal(
        parts.settings(),
        parts.disk(),
        parts.reporter(),
        parts.channels(),
        parts.membership(),
        parts.effects(),
        parts.fatal());
  }
}

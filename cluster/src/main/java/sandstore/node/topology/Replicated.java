package sandstore.node.topology;

import com.google.auto.service.AutoService;
import sandstore.node.journal.Journal;
import sandstore.node.journal.PrimaryBackupJournal;

/**
 * A primary copies its log to backups that it believes alive. No consensus: a partition loses data.
 */
@AutoService(Topology.class)
public final class Replicated implements Topology {
  @Override
  public String name() {
    return "replicated";
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

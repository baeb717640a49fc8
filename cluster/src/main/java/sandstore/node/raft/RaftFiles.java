package sandstore.node.raft;

import com.alipay.sofa.jraft.entity.PeerId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import sandstore.node.disk.Disk;
import sandstore.node.journal.QuarantinedException;
import sandstore.node.journal.RecordLog;
import sandstore.node.observe.Reporter;

/**
 * Everything that a peer keeps, open and checked against each other: {@code log/}, {@code meta} and
 * {@code snapshots/} in one folder.
 */
record RaftFiles(RecordLog log, RaftLogStorage logStorage, RaftMeta meta, Snapshots snapshots) {

  /** Who is told what, and who does what takes long. */
  record Company(
      PeerId self,
      Reporter reporter,
      RaftMeta.Candidacy candidacy,
      Snapshots.Saved saved,
      FailStop failStop,
      Executor executor) {}

  /**
   * Makes what is missing only in a folder that nothing is in.
   *
   * @throws QuarantinedException when any of it is damaged, missing, or older than the rest knows
   */
  static RaftFiles open(Disk disk, Path folder, Company company) throws IOException {
    Path logFolder = folder.resolve("log");
    Path metaFile = folder.resolve("meta");
    disk.makeFolders(folder);
    disk.forceFolder(folder); // the name of meta, if a killed process has just given it
    if (disk.exists(metaFile) && !disk.exists(logFolder)) {
      throw new QuarantinedException("log", "the log is missing, but there are term and vote");
    }
    RecordLog log = RecordLog.open(disk, logFolder);
    try {
      Snapshots snapshots =
          Snapshots.open(
              disk,
              folder.resolve("snapshots"),
              company.executor(),
              company.self().toString(),
              company.saved());
      checkReach(log, snapshots);
      SnapshotFile newest = snapshots.newest();
      long termSeen = Math.max(log.term(log.lastIndex()), newest == null ? 0 : newest.term());
      RaftMeta meta =
          RaftMeta.open(
              disk,
              metaFile,
              log,
              termSeen,
              company.self(),
              company.reporter(),
              company.candidacy(),
              company.failStop());
      RaftLogStorage logStorage =
          new RaftLogStorage(log, logFolder, company.reporter(), company.failStop());
      return new RaftFiles(log, logStorage, meta, snapshots);
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /** A log whose beginning is gone needs the snapshot that took its place. */
  private static void checkReach(RecordLog log, Snapshots snapshots) {
    if (log.firstIndex() - 1 > snapshots.index()) {
      throw new QuarantinedException(
          "snapshot",
          "the log begins at %d, and the newest snapshot %s"
              .formatted(
                  log.firstIndex(),
                  snapshots.index() == 0 ? "is missing" : "ends at " + snapshots.index()));
    }
  }
}

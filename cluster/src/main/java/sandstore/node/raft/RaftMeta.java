package sandstore.node.raft;

import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.option.RaftMetaStorageOptions;
import com.alipay.sofa.jraft.storage.RaftMetaStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import sandstore.node.disk.Disk;
import sandstore.node.journal.QuarantinedException;
import sandstore.node.journal.RecordLog;
import sandstore.node.observe.Reporter;
import sandstore.proto.Event;
import sandstore.proto.TermAdvanced;
import sandstore.proto.VoteCast;

/**
 * Term and vote, in a {@link MetaFile}. Each version of it is also stamped into the log's witness,
 * so that neither of the two files can be lost or put back without the other telling.
 *
 * <p>JRaft calls this under its lock, and answers the candidate after it: what is reported here is
 * durable and has not left the node.
 */
final class RaftMeta implements RaftMetaStorage {
  /** Told when this node votes for itself. */
  interface Candidacy {
    void stands(long term);
  }

  private final MetaFile file;
  private final Path path;
  private final RecordLog log;
  private final PeerId self;
  private final Reporter reporter;
  private final Candidacy candidacy;
  private final FailStop failStop;

  private RaftMeta(
      MetaFile file,
      Path path,
      RecordLog log,
      PeerId self,
      Reporter reporter,
      Candidacy candidacy,
      FailStop failStop) {
    this.file = file;
    this.path = path;
    this.log = log;
    this.self = self;
    this.reporter = reporter;
    this.candidacy = candidacy;
    this.failStop = failStop;
  }

  /**
   * Makes a new file only for a log that has never held anything.
   *
   * @param termSeen of the newest entry or snapshot that this node has
   * @throws QuarantinedException when the file is missing, damaged, or older than the log knows
   */
  static RaftMeta open(
      Disk disk,
      Path path,
      RecordLog log,
      long termSeen,
      PeerId self,
      Reporter reporter,
      Candidacy candidacy,
      FailStop failStop)
      throws IOException {
    boolean used = log.stamp() > 1 || log.lastIndex() > 0 || termSeen > 0;
    if (!disk.exists(path) && used) {
      throw new QuarantinedException("meta", "term and vote are missing, but there is a log");
    }
    MetaFile file = disk.exists(path) ? MetaFile.open(disk, path) : MetaFile.create(disk, path);
    MetaFile.Promises p = file.promises();
    String flaw = null;
    if (p.version() < log.stamp()) {
      flaw = "the log has seen version " + log.stamp() + " of it, and this is " + p.version();
    } else if (p.term() < termSeen) {
      flaw = "there are entries of term " + termSeen + ", and this says " + p.term();
    }
    if (flaw != null) {
      file.close();
      throw new QuarantinedException("meta", "term and vote are too old: " + flaw);
    }
    return new RaftMeta(file, path, log, self, reporter, candidacy, failStop);
  }

  @Override
  public boolean init(RaftMetaStorageOptions options) {
    return true;
  }

  @Override
  public void shutdown() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts the changes of term and vote. */
  synchronized long version() {
    return file.promises().version();
  }

  @Override
  public synchronized long getTerm() {
    return file.promises().term();
  }

  @Override
  public synchronized PeerId getVotedFor() {
    PeerId vote = new PeerId();
    vote.parse(file.promises().vote());
    return vote;
  }

  @Override
  public boolean setTerm(long term) {
    return setTermAndVotedFor(term, getVotedFor());
  }

  @Override
  public boolean setVotedFor(PeerId peer) {
    return setTermAndVotedFor(getTerm(), peer);
  }

  /**
   * @throws UncheckedIOException after the node was told to end: no answer may leave it any more
   */
  @Override
  public synchronized boolean setTermAndVotedFor(long term, PeerId peer) {
    MetaFile.Promises before = file.promises();
    String vote = peer.isEmpty() ? "" : peer.toString();
    if (term < before.term()) {
      throw new IllegalArgumentException("term " + term + " is behind " + before.term());
    }
    try {
      MetaFile.Promises now = file.save(term, vote);
      log.stamp(now.version());
    } catch (IOException e) {
      failStop.diskFailed(path, e);
      throw new UncheckedIOException(e);
    }
    if (term > before.term()) {
      reporter.report(Event.newBuilder().setTermAdvanced(TermAdvanced.newBuilder().setTerm(term)));
    }
    if (!vote.isEmpty() && !(term == before.term() && vote.equals(before.vote()))) {
      reporter.report(
          Event.newBuilder()
              .setVoteCast(VoteCast.newBuilder().setTerm(term).setCandidate(Peers.name(peer))));
      if (peer.equals(self)) {
        candidacy.stands(term);
      }
    }
    return true;
  }
}

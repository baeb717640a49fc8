package sandstore.node.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.Namespace;
import sandstore.node.observe.Reporter;
import sandstore.proto.Applied;
import sandstore.proto.CommitAdvanced;
import sandstore.proto.DiskFailed;
import sandstore.proto.EntriesAppended;
import sandstore.proto.EntriesTruncated;
import sandstore.proto.Event;
import sandstore.proto.LeaderElected;
import sandstore.proto.LeaderStepped;
import sandstore.proto.NodeState;
import sandstore.proto.ReplicatorMoved;
import sandstore.proto.Role;
import sandstore.proto.RoleChanged;
import sandstore.proto.TermAdvanced;
import sandstore.proto.TermRun;
import sandstore.wire.NodeId;

/** What a journal over a {@link RecordLog} tells of itself, as events and as state. */
final class JournalEvents {
  private final Reporter reporter;

  JournalEvents(Reporter reporter) {
    this.reporter = reporter;
  }

  void role(Role role, long term, @Nullable NodeId leader, String reason) {
    reporter.report(
        Event.newBuilder()
            .setRoleChanged(
                RoleChanged.newBuilder()
                    .setRole(role)
                    .setTerm(term)
                    .setLeader(leader == null ? "" : leader.name())
                    .setReason(reason)));
  }

  void term(long term) {
    reporter.report(Event.newBuilder().setTermAdvanced(TermAdvanced.newBuilder().setTerm(term)));
  }

  void leader(long term, NodeId leader) {
    reporter.report(
        Event.newBuilder()
            .setLeaderElected(LeaderElected.newBuilder().setTerm(term).setLeader(leader.name())));
  }

  void stepped(long term, String reason) {
    reporter.report(
        Event.newBuilder()
            .setLeaderStepped(LeaderStepped.newBuilder().setTerm(term).setReason(reason)));
  }

  void appended(RecordLog log, long first, long last) {
    reporter.report(
        Event.newBuilder()
            .setEntriesAppended(
                EntriesAppended.newBuilder()
                    .setFirst(first)
                    .setLast(last)
                    .addAllTerms(runs(log, first, last))));
  }

  /** Call before the entries go: they are named one by one. */
  void truncated(RecordLog log, long first, long last) throws IOException {
    EntriesTruncated.Builder event =
        EntriesTruncated.newBuilder()
            .setFirst(first)
            .setLast(last)
            .addAllTerms(runs(log, first, last));
    for (long i = first; i <= Math.min(last, first + 19); i++) {
      RecordLog.Entry entry = log.get(i);
      if (entry != null) {
        event.addOperations(LogItems.describe(entry.payload()));
      }
    }
    reporter.report(Event.newBuilder().setEntriesTruncated(event));
  }

  static List<TermRun> runs(RecordLog log, long first, long last) {
    List<TermRun> within = new ArrayList<>();
    for (TermRun run : log.terms()) {
      if (run.getFirst() > last) {
        break;
      }
      if (run.getFirst() <= first) {
        within.clear();
      }
      within.add(run.getFirst() < first ? run.toBuilder().setFirst(first).build() : run);
    }
    return within;
  }

  void replicator(NodeId peer, long next, long match, boolean inSync) {
    reporter.report(Event.newBuilder().setReplicatorMoved(moved(peer, next, match, inSync)));
  }

  static ReplicatorMoved moved(NodeId peer, long next, long match, boolean inSync) {
    return ReplicatorMoved.newBuilder()
        .setPeer(peer.name())
        .setNext(next)
        .setMatch(match)
        .setState(inSync ? "InSync" : "CatchingUp")
        .build();
  }

  void applied(Namespace namespace) {
    long index = namespace.lastIndex();
    reporter.report(Event.newBuilder().setCommitAdvanced(CommitAdvanced.newBuilder().setTo(index)));
    reporter.report(
        Event.newBuilder()
            .setApplied(
                Applied.newBuilder()
                    .setTo(index)
                    .setStateHash(namespace.stateHash())
                    .setFiles(namespace.files())));
  }

  void diskFailed(IOException e) {
    failed(e);
  }

  void failed(Exception e) {
    reporter.report(
        Event.newBuilder()
            .setDiskFailed(DiskFailed.newBuilder().setFile("journal").setProblem(e.toString())));
  }

  void describe(
      NodeState.Builder state,
      RecordLog log,
      Role role,
      long term,
      @Nullable NodeId leader,
      long applied,
      Namespace namespace) {
    state
        .setRole(role)
        .setTerm(term)
        .setLeader(leader == null ? "" : leader.name())
        .setFirstIndex(log.firstIndex())
        .setLastIndex(log.lastIndex())
        .addAllTerms(log.terms())
        .setCommitIndex(applied)
        .setAppliedIndex(applied)
        .setStateHash(namespace.stateHash())
        .setFiles(namespace.files())
        .setFileChunks(namespace.chunks());
  }
}

package sandstore.lab.view;

import java.util.List;
import java.util.Map;
import sandstore.proto.EntriesAppended;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.SnapshotInstalled;

/** The log: what was written, struck out, committed, applied, compacted. */
final class LogCases {
  private LogCases() {}

  static void addTo(Map<KindCase, Fold.ByNode> cases) {
    cases.put(KindCase.ENTRIES_APPENDED, LogCases::entriesAppended);
    cases.put(KindCase.ENTRIES_TRUNCATED, LogCases::entriesTruncated);
    cases.put(
        KindCase.COMMIT_ADVANCED, (v, node, e) -> node.commitIndex = e.getCommitAdvanced().getTo());
    cases.put(KindCase.APPLIED, LogCases::applied);
    cases.put(KindCase.LOG_COMPACTED, LogCases::logCompacted);
    cases.put(
        KindCase.SNAPSHOT_SAVED,
        (v, node, e) -> node.snapshotIndex = e.getSnapshotSaved().getIndex());
    cases.put(KindCase.SNAPSHOT_INSTALLED, LogCases::snapshotInstalled);
  }

  private static void entriesAppended(ViewDraft view, NodeDraft node, Event event) {
    EntriesAppended added = event.getEntriesAppended();
    boolean empty = node.lastIndex < node.firstIndex;
    node.firstIndex = empty ? added.getFirst() : Math.min(node.firstIndex, added.getFirst());
    node.terms =
        TermRuns.append(empty ? List.of() : node.terms, added.getFirst(), added.getTermsList());
    node.lastIndex = added.getLast();
  }

  private static void entriesTruncated(ViewDraft view, NodeDraft node, Event event) {
    long first = event.getEntriesTruncated().getFirst();
    node.lastIndex = Math.min(node.lastIndex, first - 1);
    node.firstIndex = Math.min(node.firstIndex, first);
    node.terms = TermRuns.before(node.terms, first);
    node.commitIndex = Math.min(node.commitIndex, node.lastIndex); // `replicated` may lose these
    node.appliedIndex = Math.min(node.appliedIndex, node.lastIndex);
  }

  private static void applied(ViewDraft view, NodeDraft node, Event event) {
    node.appliedIndex = event.getApplied().getTo();
    node.hashIndex = event.getApplied().getTo();
    node.stateHash = event.getApplied().getStateHash();
    node.files = event.getApplied().getFiles();
  }

  private static void logCompacted(ViewDraft view, NodeDraft node, Event event) {
    node.firstIndex = event.getLogCompacted().getFirst();
    node.terms =
        node.firstIndex > node.lastIndex ? List.of() : TermRuns.from(node.terms, node.firstIndex);
    node.lastIndex = Math.max(node.lastIndex, node.firstIndex - 1);
  }

  /** Supersedes a log that does not reach so far; one that does is compacted in its own time. */
  private static void snapshotInstalled(ViewDraft view, NodeDraft node, Event event) {
    SnapshotInstalled snapshot = event.getSnapshotInstalled();
    long index = snapshot.getIndex();
    node.snapshotIndex = index;
    node.commitIndex = Math.max(node.commitIndex, index);
    node.appliedIndex = Math.max(node.appliedIndex, index);
    node.files = snapshot.getFiles();
    if (node.lastIndex <= index) {
      node.firstIndex = index + 1;
      node.lastIndex = index;
      node.terms = List.of();
    }
  }
}

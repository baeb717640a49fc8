package sandstore.node.journal;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import sandstore.node.journal.Journal.Outcome;
import sandstore.proto.BackupEntry;
import sandstore.proto.Failure;
import sandstore.proto.HeartbeatRequest;
import sandstore.proto.NodeState;
import sandstore.proto.Operation;
import sandstore.proto.ReplicateRequest;
import sandstore.proto.ReplicateResponse;
import sandstore.wire.NodeId;
import sandstore.wire.UnknownOutcome;

/**
 * What a primary does: it appends, sends, counts who has what, and acknowledges.
 *
 * <p>There is one for each view that this node begins, so nothing that it believed of its backups
 * in an earlier view, and nobody who waited then, can be mistaken for this view's. Not thread-safe:
 * the journal's monitor guards it.
 */
final class Primary {
  private static final int MAX_BATCH = 256;

  private final Place place;
  private final JournalEvents events;
  private final Executor answering;
  private final Backups backups;
  private final TreeMap<Long, CompletableFuture<Outcome>> waiting = new TreeMap<>();

  /** The end of the log when this view began. */
  private final long inherited;

  /** Up to where all that are in sync have the log. */
  private long common;

  /**
   * @param answering runs what hangs on an outcome
   */
  Primary(Place place, JournalEvents events, Executor answering) {
    this.place = place;
    this.events = events;
    this.answering = answering;
    this.inherited = place.log().lastIndex();
    this.backups = new Backups(inherited + 1);
  }

  CompletableFuture<Outcome> propose(Operation operation) throws IOException {
    long index = place.log().lastIndex() + 1;
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    place.log().append(List.of(new RecordLog.Entry(index, place.view(), operation.toByteArray())));
    waiting.put(index, outcome);
    advance();
    return outcome;
  }

  /**
   * Takes the silent ones out, so that what is acknowledged from now on they lack; and tells those
   * that came back where they stand.
   */
  void lookAfterBackups() throws IOException {
    for (NodeId peer : place.others()) {
      if (!place.alive(peer)) {
        if (place.standing().has(peer)) {
          place.enter(place.standing().without(peer));
          events.replicator(peer, backups.next(peer), backups.match(peer), false);
        }
        continue;
      }
      HeartbeatRequest heartbeat = place.heartbeatOf(peer);
      if (heartbeat != null
          && (!heartbeat.getInSync()
              || !Standing.of(heartbeat.getStanding()).equals(place.standing()))) {
        backups.tell(peer);
      }
    }
  }

  boolean hasWork(NodeId backup) {
    return place.alive(backup)
        && (backups.match(backup) < place.log().lastIndex() || backups.isToBeTold(backup));
  }

  /** What this backup lacks, or a part of it; it may be nothing but where everybody stands. */
  ReplicateRequest requestFor(NodeId backup) throws IOException {
    backups.told(backup);
    long from = backups.next(backup);
    AppliedLog log = place.log();
    ReplicateRequest.Builder request =
        ReplicateRequest.newBuilder()
            .setPrimary(place.self().name())
            .setView(place.view())
            .setStanding(place.standing().toProto())
            .setNeeded(needed())
            .setLastIndex(log.lastIndex())
            .setPreviousIndex(from - 1)
            .setPreviousView(log.view(from - 1));
    long last = Math.min(log.lastIndex(), from + MAX_BATCH - 1);
    for (long i = from; i <= last; i++) {
      RecordLog.Entry entry = log.read(i);
      request.addEntries(
          BackupEntry.newBuilder()
              .setIndex(i)
              .setView(entry.term())
              .setOperation(ByteString.copyFrom(entry.payload())));
    }
    return request.build();
  }

  void accepted(NodeId backup, ReplicateRequest request) throws IOException {
    long last = request.getPreviousIndex() + request.getEntriesCount();
    backups.accepted(backup, last);
    if (!place.standing().has(backup) && place.alive(backup) && last >= needed()) {
      place.enter(place.standing().with(backup));
      backups.tell(backup);
    }
    events.replicator(backup, last + 1, last, place.standing().has(backup));
    advance();
  }

  /** Its log does not continue where the request began. */
  void refused(NodeId backup, ReplicateRequest request, ReplicateResponse response) {
    backups.refused(backup, request.getPreviousIndex(), response.getLastIndex());
  }

  /** An index up to which a log holds everything that was ever acknowledged. */
  private long needed() {
    return Math.max(inherited, common);
  }

  /** Applies, and so acknowledges, what every node in sync has. */
  void advance() throws IOException {
    long upTo = place.log().lastIndex();
    for (NodeId peer : place.standing().inSync()) {
      if (!peer.equals(place.self())) {
        upTo = Math.min(upTo, backups.match(peer));
      }
    }
    common = Math.max(common, upTo);
    place.log().applyUpTo(upTo, this::acknowledge);
  }

  private void acknowledge(Outcome outcome) {
    CompletableFuture<Outcome> asked = waiting.remove(outcome.index());
    if (asked != null) {
      asked.completeAsync(() -> outcome, answering);
    }
  }

  /** Whether all that are in sync have what earlier primaries may have shown to somebody. */
  boolean mayAnswerReads() {
    return common >= inherited;
  }

  /** Nobody can say any more what becomes of what was proposed. */
  void stepDown() {
    waiting
        .values()
        .forEach(
            w ->
                w.completeExceptionally(
                    new UnknownOutcome(
                        Failure.Code.LEADER_STEPPED_DOWN,
                        "this node was primary when it took the operation, and is no more")));
    waiting.clear();
  }

  void describe(NodeState.Builder state) {
    for (NodeId peer : place.others()) {
      state.addReplicators(
          JournalEvents.moved(
              peer, backups.next(peer), backups.match(peer), place.standing().has(peer)));
    }
  }
}

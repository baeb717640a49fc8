package sandstore.node.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sandstore.proto.BackupEntry;
import sandstore.proto.ReplicateRequest;
import sandstore.proto.ReplicateResponse;

/**
 * What a backup does with its primary's requests: it makes its log the primary's, and applies all
 * of it at once.
 *
 * <p>It asks nobody and keeps nothing of its own. Whether an entry is kept is for the primary that
 * it follows; what that one does not have is discarded here, acknowledged or not, and this is where
 * {@code replicated} loses data after a partition. Not thread-safe: the journal's monitor guards
 * it.
 */
final class Backup {
  private static final AppliedLog.Applied UNTOLD = outcome -> {};

  private final Place place;

  Backup(Place place) {
    this.place = place;
  }

  /** From the primary that this node follows; durable when it is answered. */
  ReplicateResponse take(ReplicateRequest request) throws IOException {
    AppliedLog log = place.log();
    long previous = request.getPreviousIndex();
    if (previous > log.lastIndex() || log.view(previous) != request.getPreviousView()) {
      place.inSync(false);
      return answer(false);
    }
    append(request);
    log.applyUpTo(log.lastIndex(), UNTOLD);
    place.inSync(place.standing().has(place.self()) && log.lastIndex() >= request.getNeeded());
    return answer(true);
  }

  private void append(ReplicateRequest request) throws IOException {
    AppliedLog log = place.log();
    List<RecordLog.Entry> fresh = new ArrayList<>();
    long end = request.getPreviousIndex();
    for (BackupEntry e : request.getEntriesList()) {
      end = e.getIndex();
      if (end <= log.lastIndex() && log.view(end) == e.getView()) {
        continue;
      }
      if (end <= log.lastIndex()) {
        log.discardAfter(end - 1);
      }
      fresh.add(new RecordLog.Entry(end, e.getView(), e.getOperation().toByteArray()));
    }
    if (!fresh.isEmpty()) {
      log.append(fresh);
    } else if (end == request.getLastIndex()
        && log.lastIndex() > end
        && log.view(end + 1) < request.getView()) {
      // Entries of this very view came from this primary later: then this request is an old one.
      log.discardAfter(end);
    }
  }

  ReplicateResponse answer(boolean accepted) {
    return ReplicateResponse.newBuilder()
        .setAccepted(accepted)
        .setView(place.view())
        .setStanding(place.standing().toProto())
        .setLastIndex(place.log().lastIndex())
        .build();
  }
}

package sandstore.node.journal;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import sandstore.node.metadata.Namespace;
import sandstore.proto.LogItem;
import sandstore.proto.Operation;

/**
 * A log and the namespace that a prefix of it makes. The log is kept whole, because a heal may
 * discard any suffix of it; the namespace is then built again from the start. Not thread-safe.
 */
final class AppliedLog implements Closeable {
  /** Told of each operation as it is applied. */
  interface Applied {
    void at(Journal.Outcome outcome);
  }

  private final RecordLog log;
  private final JournalEvents events;
  private final Consumer<Namespace.Effect> effects;
  private Namespace namespace;

  /** Applies all that is in the log. */
  AppliedLog(RecordLog log, JournalEvents events, Consumer<Namespace.Effect> effects)
      throws IOException {
    this.log = log;
    this.events = events;
    this.effects = effects;
    this.namespace = Replay.of(log, null, effects);
    if (applied() > 0) {
      events.applied(namespace);
    }
  }

  RecordLog log() {
    return log;
  }

  Namespace namespace() {
    return namespace;
  }

  long applied() {
    return namespace.lastIndex();
  }

  long lastIndex() {
    return log.lastIndex();
  }

  long lastView() {
    return view(lastIndex());
  }

  /** The view whose primary wrote this entry; 0 when there is none. */
  long view(long index) {
    return log.term(index);
  }

  /** Durable on return. */
  void append(List<RecordLog.Entry> entries) throws IOException {
    log.append(entries);
    events.appended(log, entries.get(0).index(), log.lastIndex());
  }

  void applyUpTo(long upTo, Applied told) throws IOException {
    if (upTo <= applied()) {
      return;
    }
    for (long i = applied() + 1; i <= upTo; i++) {
      RecordLog.Entry entry = read(i);
      Namespace.Step step = namespace.apply(operation(entry), i);
      namespace = step.next();
      step.effects().forEach(effects);
      told.at(new Journal.Outcome(step.result(), i, entry.term()));
    }
    events.applied(namespace);
  }

  /** The winner does not have these entries: they are gone, acknowledged or not. */
  void discardAfter(long lastKept) throws IOException {
    events.truncated(log, lastKept + 1, log.lastIndex());
    log.truncateSuffix(lastKept);
    if (applied() <= lastKept) {
      return;
    }
    Namespace rebuilt = Namespace.EMPTY;
    for (long i = 1; i <= lastKept; i++) {
      rebuilt = rebuilt.apply(operation(read(i)), i).next(); // its effects were told before
    }
    namespace = rebuilt;
    events.applied(namespace);
  }

  RecordLog.Entry read(long index) throws IOException {
    RecordLog.Entry entry = log.get(index);
    if (entry == null) {
      throw new IllegalStateException("entry " + index + " is missing from the log");
    }
    return entry;
  }

  List<LogItem> items(long first, int limit) {
    return LogItems.of(log, first, limit, this::readUnchecked);
  }

  private RecordLog.Entry readUnchecked(long index) {
    try {
      return read(index);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Operation operation(RecordLog.Entry entry) {
    try {
      return Operation.parseFrom(entry.payload());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("entry " + entry.index() + " is no operation", e);
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}

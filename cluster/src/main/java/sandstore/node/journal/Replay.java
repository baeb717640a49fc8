package sandstore.node.journal;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.Namespace;
import sandstore.node.metadata.Namespace.Effect;
import sandstore.proto.ChunkId;
import sandstore.proto.Operation;

/**
 * The namespace that a snapshot and the log after it make. Of the effects only garbage is told
 * again, since nobody knows whether the chunks were unlinked before the process ended; that a file
 * was committed is old news.
 */
final class Replay {
  private final RecordLog log;
  private final List<Effect.Garbage> garbage = new ArrayList<>();
  private Namespace namespace;

  private Replay(RecordLog log, Namespace from) {
    this.log = log;
    this.namespace = from;
  }

  /**
   * @param snapshot null when there is none
   * @throws QuarantinedException when the two do not fit together
   */
  static Namespace of(RecordLog log, @Nullable Namespace snapshot, Consumer<Effect> effects)
      throws IOException {
    Namespace from = snapshot == null ? Namespace.EMPTY : snapshot;
    if (log.lastIndex() < from.lastIndex()) {
      throw new QuarantinedException(
          "log",
          "the snapshot is of entry %d, but the log ends at %d"
              .formatted(from.lastIndex(), log.lastIndex()));
    }
    if (log.firstIndex() > from.lastIndex() + 1) {
      throw new QuarantinedException(
          "snapshot",
          "the log begins at entry %d, and no snapshot has what was before"
              .formatted(log.firstIndex()));
    }
    Replay replay = new Replay(log, from);
    replay.run();
    replay.tell(effects);
    return replay.namespace;
  }

  private void run() throws IOException {
    for (long i = namespace.lastIndex() + 1; i <= log.lastIndex(); i++) {
      Namespace.Step step = namespace.apply(operation(i), i);
      namespace = step.next();
      for (Effect effect : step.effects()) {
        if (effect instanceof Effect.Garbage marked) {
          garbage.add(marked);
        }
      }
    }
  }

  private Operation operation(long index) throws IOException {
    RecordLog.Entry entry = log.get(index);
    if (entry == null) {
      throw new QuarantinedException("log", "entry " + index + " is missing from the log");
    }
    try {
      return Operation.parseFrom(entry.payload());
    } catch (InvalidProtocolBufferException e) {
      throw new QuarantinedException("log", "entry " + index + " is no operation");
    }
  }

  private void tell(Consumer<Effect> effects) {
    for (Effect.Garbage marked : garbage) {
      List<ChunkId> still =
          marked.chunks().stream().filter(id -> !namespace.isReferenced(id)).toList();
      if (!still.isEmpty()) {
        effects.accept(new Effect.Garbage(still, marked.index()));
      }
    }
  }
}

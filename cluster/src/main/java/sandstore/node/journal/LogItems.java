package sandstore.node.journal;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import sandstore.proto.LogItem;
import sandstore.proto.Operation;

/** Log entries as people look at them. */
public final class LogItems {
  private LogItems() {}

  static List<LogItem> of(
      RecordLog log, long first, int limit, LongFunction<RecordLog.Entry> read) {
    long from = first == 0 ? log.lastIndex() - limit + 1 : first;
    from = Math.max(from, log.firstIndex());
    List<LogItem> items = new ArrayList<>();
    for (long i = from; i <= log.lastIndex() && items.size() < limit; i++) {
      RecordLog.Entry entry = read.apply(i);
      items.add(item(i, entry.term(), entry.payload()));
    }
    return items;
  }

  /** An entry that carries an operation. */
  public static LogItem item(long index, long term, byte[] payload) {
    LogItem.Builder item = LogItem.newBuilder().setIndex(index).setTerm(term);
    try {
      Operation operation = Operation.parseFrom(payload);
      return item.setKind(kind(operation)).setOperation(brief(operation)).build();
    } catch (InvalidProtocolBufferException e) {
      return item.setKind("unreadable").build();
    }
  }

  /** Without the chunks of a file that has very many: a page of such items would be no message. */
  public static Operation brief(Operation operation) {
    return operation.hasCommitFile() && operation.getCommitFile().hasPacked()
        ? operation.toBuilder()
            .setCommitFile(operation.getCommitFile().toBuilder().clearPacked())
            .build()
        : operation;
  }

  /** {@code CommitFile /a}: kind and path. */
  public static String describe(byte[] payload) {
    try {
      Operation o = Operation.parseFrom(payload);
      String path =
          switch (o.getKindCase()) {
            case MAKE_FOLDER -> o.getMakeFolder().getPath();
            case COMMIT_FILE -> o.getCommitFile().getPath();
            case REMOVE -> o.getRemove().getPath();
            case SET_QUOTA -> o.getSetQuota().getPath();
            case RENAME -> o.getRename().getFrom() + " " + o.getRename().getTo();
            case OPEN_SESSION -> o.getOpenSession().getClient();
            default -> "";
          };
      return (kind(o) + " " + path).strip();
    } catch (InvalidProtocolBufferException e) {
      return "unreadable";
    }
  }

  /** {@code COMMIT_FILE} as {@code CommitFile}. */
  static String kind(Operation operation) {
    StringBuilder name = new StringBuilder();
    for (String word : operation.getKindCase().name().split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}

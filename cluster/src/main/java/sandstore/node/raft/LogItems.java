package sandstore.node.raft;

import com.alipay.sofa.jraft.entity.EnumOutter.EntryType;
import com.alipay.sofa.jraft.entity.LogEntry;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import sandstore.proto.LogItem;
import sandstore.proto.Operation;

/** Entries of the log as people read them. */
final class LogItems {
  static final String CONFIGURATION = "configuration";

  private LogItems() {}

  static LogItem of(LogEntry entry) {
    LogItem.Builder item =
        LogItem.newBuilder().setIndex(entry.getId().getIndex()).setTerm(entry.getId().getTerm());
    if (entry.getType() == EntryType.ENTRY_TYPE_CONFIGURATION) {
      return item.setKind(CONFIGURATION).addAllPeers(Peers.names(entry.getPeers())).build();
    }
    if (entry.getType() != EntryType.ENTRY_TYPE_DATA) {
      return item.setKind("nothing").build();
    }
    try {
      Operation operation = Operation.parseFrom(entry.getData().duplicate());
      return item.setKind(kind(operation))
          .setOperation(sandstore.node.journal.LogItems.brief(operation))
          .build();
    } catch (InvalidProtocolBufferException e) {
      return item.setKind("unreadable").build();
    }
  }

  /** {@code OpenSession}, {@code CommitFile} and so on. */
  private static String kind(Operation operation) {
    return switch (operation.getKindCase()) {
      case OPEN_SESSION -> "OpenSession";
      case MAKE_FOLDER -> "MakeFolder";
      case COMMIT_FILE -> "CommitFile";
      case REMOVE -> "Remove";
      case RENAME -> "Rename";
      case MARK_GARBAGE -> "MarkGarbage";
      case CLOSE_SESSION -> "CloseSession";
      case SET_QUOTA -> "SetQuota";
      case REGISTER_NODE -> "RegisterNode";
      case ADMIT_NODE -> "AdmitNode";
      case RETIRE_NODE -> "RetireNode";
      case REPLACE_REPLICAS -> "ReplaceReplicas";
      case SET_DRAINING -> "SetDraining";
      case KIND_NOT_SET -> "empty";
    };
  }

  /** In a few words: {@code CommitFile /a}. */
  static String words(LogEntry entry) {
    LogItem item = of(entry);
    Operation o = item.getOperation();
    List<String> objects =
        switch (o.getKindCase()) {
          case OPEN_SESSION -> List.of(o.getOpenSession().getClient());
          case MAKE_FOLDER -> List.of(o.getMakeFolder().getPath());
          case COMMIT_FILE -> List.of(o.getCommitFile().getPath());
          case REMOVE -> List.of(o.getRemove().getPath());
          case SET_QUOTA -> List.of(o.getSetQuota().getPath());
          case RENAME -> List.of(o.getRename().getFrom(), o.getRename().getTo());
          case ADMIT_NODE -> List.of(o.getAdmitNode().getNode());
          case RETIRE_NODE -> List.of(o.getRetireNode().getNode());
          default -> List.of();
        };
    return String.join(" ", item.getKind(), String.join(" ", objects)).strip();
  }
}

package sandstore.node.journal;

import org.jspecify.annotations.Nullable;
import sandstore.node.observe.RpcDescriber;
import sandstore.proto.ReplicateRequest;
import sandstore.proto.ReplicateResponse;
import sandstore.proto.RpcDetail;

/** What a primary and its backup said to each other, in Raft's words: a view is a term. */
public final class BackupMessages implements RpcDescriber {
  @Override
  public String kind(String method, @Nullable Object request) {
    return method;
  }

  @Override
  public @Nullable RpcDetail detail(Object message) {
    if (message instanceof ReplicateRequest m) {
      return RpcDetail.newBuilder()
          .setTerm(m.getView())
          .setPreviousIndex(m.getPreviousIndex())
          .setPreviousTerm(m.getPreviousView())
          .setEntries(m.getEntriesCount())
          .setLastIndex(m.getPreviousIndex() + m.getEntriesCount())
          .build();
    }
    if (message instanceof ReplicateResponse m) {
      return RpcDetail.newBuilder()
          .setTerm(m.getView())
          .setSuccess(m.getAccepted())
          .setLastIndex(m.getLastIndex())
          .build();
    }
    return null;
  }
}

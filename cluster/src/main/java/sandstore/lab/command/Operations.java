package sandstore.lab.command;

import java.util.stream.Collectors;
import sandstore.lab.Style;
import sandstore.lab.story.Sentence;
import sandstore.proto.Operation;
import sandstore.proto.RegisterNode;
import sandstore.proto.ReplaceReplicas;
import sandstore.wire.ChunkKey;

/** Operations of the log, as people name them. */
final class Operations {
  private Operations() {}

  /** What it is about: a path, two paths, a client. */
  static String subject(Operation o) {
    String subject =
        switch (o.getKindCase()) {
          case MAKE_FOLDER -> o.getMakeFolder().getPath();
          case COMMIT_FILE ->
              o.getCommitFile().getPath()
                  + " ("
                  + Quantities.bytes(o.getCommitFile().getLength())
                  + ")";
          case REMOVE -> o.getRemove().getPath();
          case SET_QUOTA -> o.getSetQuota().getPath();
          case RENAME -> o.getRename().getFrom() + " -> " + o.getRename().getTo();
          case OPEN_SESSION -> o.getOpenSession().getClient();
          case REGISTER_NODE -> registered(o.getRegisterNode());
          case ADMIT_NODE ->
              o.getAdmitNode().getNode() + ", generation " + o.getAdmitNode().getGeneration();
          case RETIRE_NODE ->
              o.getRetireNode().getNode() + ", generation " + o.getRetireNode().getGeneration();
          case MARK_GARBAGE -> Sentence.count(o.getMarkGarbage().getIdsCount(), "chunk");
          case REPLACE_REPLICAS -> replaced(o.getReplaceReplicas());
          case SET_DRAINING ->
              o.getSetDraining().getNode() + (o.getSetDraining().getOn() ? "" : " off");
          default -> "";
        };
    return Style.harmless(subject);
  }

  private static String registered(RegisterNode registrations) {
    return registrations.getRegistrationsList().stream()
        .map(r -> r.getNode() + " has 1.." + r.getDurableIndex())
        .collect(Collectors.joining(", "));
  }

  private static String replaced(ReplaceReplicas r) {
    return ChunkKey.of(r.getId())
        + (r.getAddCount() == 0 ? "" : " + " + String.join(" ", r.getAddList()))
        + (r.getRemoveCount() == 0 ? "" : " - " + String.join(" ", r.getRemoveList()));
  }
}

package sandstore.node.metadata;

import java.util.ArrayList;
import java.util.List;
import sandstore.proto.Done;
import sandstore.proto.Failure;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;
import sandstore.wire.DefiniteFailure;

/**
 * Applies one operation to a namespace: time first, then the session, then the operation itself,
 * then the answer is kept.
 */
final class Application {
  private final Operation operation;
  private final long index;
  private final long nowMillis;
  private final List<Namespace.Effect> effects = new ArrayList<>();
  private Tree tree;
  private ChunkLedger ledger;
  private Sessions sessions;
  private MemberTable members;
  private long nextInode;

  Application(Namespace before, Operation operation, long index) {
    this.operation = operation;
    this.index = index;
    this.nowMillis = Math.max(before.lastAtMillis(), operation.getAtMillis());
    this.tree = before.tree;
    this.ledger = before.ledger.at(nowMillis);
    this.sessions = before.sessions;
    this.members = before.members();
    this.nextInode = before.nextInode;
  }

  Namespace.Step run() {
    Sessions.Expiry expiry = sessions.expire(nowMillis);
    sessions = expiry.next();
    expiry.expired().forEach(this::tellExpired);
    OperationResult result = operation.getSession() == 0 ? outside() : inside();
    return new Namespace.Step(
        new Namespace(tree, ledger, sessions, members, nextInode, index, nowMillis),
        result,
        List.copyOf(effects));
  }

  private void tellExpired(long session) {
    effects.add(new Namespace.Effect.Expired(session, index));
  }

  /** Outside any session: only what may harmlessly be applied twice. */
  private OperationResult outside() {
    return switch (operation.getKindCase()) {
      case OPEN_SESSION -> open();
      case MARK_GARBAGE, REPLACE_REPLICAS, SET_DRAINING, REGISTER_NODE, ADMIT_NODE, RETIRE_NODE ->
          perform();
      default ->
          failed(
              new DefiniteFailure(
                  Failure.Code.BAD_REQUEST,
                  operation.getKindCase() + " needs a session, or a retry would apply it twice"));
    };
  }

  private OperationResult open() {
    try {
      sessions = sessions.open(operation.getOpenSession(), index, nowMillis);
    } catch (DefiniteFailure e) {
      return failed(e);
    }
    effects.add(new Namespace.Effect.Opened(index, operation.getOpenSession().getClient(), index));
    return OperationResult.newBuilder().setSession(index).build();
  }

  private OperationResult inside() {
    Sessions.Admission admission;
    try {
      admission = sessions.admit(operation, nowMillis);
    } catch (DefiniteFailure e) {
      return failed(e);
    }
    sessions = admission.next();
    if (admission.earlier() != null) {
      return admission.earlier();
    }
    if (operation.getKindCase() == Operation.KindCase.CLOSE_SESSION) {
      end();
      return OperationResult.newBuilder().setDone(Done.getDefaultInstance()).build();
    }
    if (sessions.isWindowFull(operation.getSession())) {
      // Refusing just this one would not do: a duplicate of it might pass once there is room.
      end();
      return failed(
          new DefiniteFailure(
              Failure.Code.SESSION_EXPIRED,
              "the session left more than " + Session.MAX_WINDOW + " answers unacknowledged"));
    }
    OperationResult result = perform();
    sessions = sessions.remember(operation, result);
    return result;
  }

  private void end() {
    sessions = sessions.close(operation.getSession());
    tellExpired(operation.getSession());
  }

  /** A failure leaves tree, chunks and effects as they were. */
  private OperationResult perform() {
    Draft draft = new Draft(tree, ledger, members, nextInode, index, nowMillis);
    OperationResult result;
    try {
      result = dispatch(draft);
    } catch (DefiniteFailure e) {
      return failed(e);
    }
    tree = draft.tree;
    ledger = draft.chunks;
    members = draft.members;
    nextInode = draft.nextInode();
    effects.addAll(draft.effects);
    return result;
  }

  private OperationResult dispatch(Draft draft) {
    return switch (operation.getKindCase()) {
      case MAKE_FOLDER -> ApplyMakeFolder.apply(draft, operation.getMakeFolder());
      case COMMIT_FILE -> ApplyCommitFile.apply(draft, operation.getCommitFile());
      case REMOVE -> ApplyRemove.apply(draft, operation.getRemove());
      case RENAME -> ApplyRename.apply(draft, operation.getRename());
      case SET_QUOTA -> ApplySetQuota.apply(draft, operation.getSetQuota());
      case MARK_GARBAGE -> ApplyMarkGarbage.apply(draft, operation.getMarkGarbage());
      case REGISTER_NODE -> ApplyMembers.register(draft, operation.getRegisterNode());
      case ADMIT_NODE -> ApplyMembers.admit(draft, operation.getAdmitNode());
      case RETIRE_NODE -> ApplyMembers.retire(draft, operation.getRetireNode());
      case REPLACE_REPLICAS -> ApplyReplaceReplicas.apply(draft, operation.getReplaceReplicas());
      case SET_DRAINING -> ApplySetDraining.apply(draft, operation.getSetDraining());
      case OPEN_SESSION, CLOSE_SESSION, KIND_NOT_SET ->
          throw new DefiniteFailure(Failure.Code.BAD_REQUEST, "not an operation within a session");
    };
  }

  private static OperationResult failed(DefiniteFailure e) {
    return OperationResult.newBuilder().setFailure(e.failure()).build();
  }
}

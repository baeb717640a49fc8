package sandstore.node.metadata;

import sandstore.proto.AdmitNode;
import sandstore.proto.Done;
import sandstore.proto.Failure;
import sandstore.proto.MemberEntry;
import sandstore.proto.OperationResult;
import sandstore.proto.RegisterNode;
import sandstore.proto.Registration;
import sandstore.proto.RetireNode;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * The operations on the table of members. None needs a session: applied twice, they say the same.
 *
 * <p>When a life of a node begins or ends, what it kept before does not count any more: its name is
 * struck out of the places of all chunks. That takes time in proportion to the number of files, and
 * happens as rarely as a disk is replaced.
 */
final class ApplyMembers {
  private static final OperationResult DONE =
      OperationResult.newBuilder().setDone(Done.getDefaultInstance()).build();

  private ApplyMembers() {}

  /**
   * @throws DefiniteFailure BAD_REQUEST for what is no node's name
   */
  private static NodeId node(String name) {
    NodeId node = new NodeId(name);
    if (!node.isNode()) {
      throw new DefiniteFailure(Failure.Code.BAD_REQUEST, "not the name of a node: '" + name + "'");
    }
    return node;
  }

  static OperationResult register(Draft draft, RegisterNode registrations) {
    for (Registration r : registrations.getRegistrationsList()) {
      registerOne(draft, node(r.getNode()), r);
    }
    return DONE;
  }

  private static void registerOne(Draft draft, NodeId node, Registration r) {
    long generation = draft.members.generation(node);
    boolean founder = generation == 0 && r.getClaim().getGeneration() == 1;
    if ((!founder && r.getClaim().getGeneration() != generation)
        || draft.members.objection(node, r.getClaim()) != null) {
      return;
    }
    MemberEntry before =
        draft
            .members
            .of(node)
            .orElseGet(() -> MemberEntry.newBuilder().setNode(node.name()).build());
    draft.members =
        draft.members.with(
            before.toBuilder()
                .setZone(r.getZone())
                .setGeneration(r.getClaim().getGeneration())
                .setState(MemberEntry.State.ACTIVE)
                .setIncarnation(r.getClaim().getIncarnation())
                .setProcess(r.getClaim().getProcess())
                .setDurableIndex(Math.max(before.getDurableIndex(), r.getDurableIndex()))
                .setMetaVersion(Math.max(before.getMetaVersion(), r.getMetaVersion()))
                .build());
    if (before.getProcess() != r.getClaim().getProcess()) {
      draft.effects.add(
          new Namespace.Effect.Registered(
              node, r.getClaim().getGeneration(), r.getClaim().getIncarnation(), draft.index));
    }
  }

  /**
   * @throws DefiniteFailure BAD_REQUEST unless this is the generation after the last
   */
  static OperationResult admit(Draft draft, AdmitNode admission) {
    NodeId node = node(admission.getNode());
    long last = draft.members.generation(node);
    if (admission.getGeneration() == last && !draft.members.removed(node)) {
      return DONE; // again
    }
    boolean unregistered = last == 0 && admission.getGeneration() == 2; // a founder, soon lost
    if (admission.getGeneration() != last + 1 && !unregistered) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST,
          "%s has come to generation %d; the next is %d".formatted(node, last, last + 1));
    }
    draft.members =
        draft.members.with(
            MemberEntry.newBuilder()
                .setNode(node.name())
                .setZone(admission.getZone())
                .setGeneration(admission.getGeneration())
                .setState(MemberEntry.State.JOINING)
                .setSinceIndex(draft.index)
                .build());
    long forgotten = forget(draft, node);
    draft.effects.add(
        new Namespace.Effect.Admitted(
            node, admission.getGeneration(), admission.getZone(), forgotten, draft.index));
    return DONE;
  }

  /**
   * @throws DefiniteFailure NOT_FOUND when there is no such generation of this node
   */
  static OperationResult retire(Draft draft, RetireNode retirement) {
    NodeId node = node(retirement.getNode());
    boolean unregistered = draft.members.generation(node) == 0 && retirement.getGeneration() == 1;
    MemberEntry entry =
        draft
            .members
            .of(node)
            .orElseGet(
                () -> MemberEntry.newBuilder().setNode(node.name()).setGeneration(1).build());
    if (!unregistered && draft.members.generation(node) < retirement.getGeneration()) {
      throw new DefiniteFailure(
          Failure.Code.NOT_FOUND,
          "there is no generation %d of %s".formatted(retirement.getGeneration(), node));
    }
    if (entry.getGeneration() > retirement.getGeneration() || draft.members.removed(node)) {
      return DONE; // it was over already
    }
    draft.members =
        draft.members.with(entry.toBuilder().setState(MemberEntry.State.REMOVED).build());
    long forgotten = forget(draft, node);
    draft.effects.add(
        new Namespace.Effect.Retired(node, retirement.getGeneration(), forgotten, draft.index));
    return DONE;
  }

  /** How many places of chunks were struck out. */
  private static long forget(Draft draft, NodeId node) {
    long places = draft.chunks.owned().census().chunksOn(node);
    if (draft.chunks.draining().contains(node)) {
      draft.effects.add(new Namespace.Effect.Draining(node, false, draft.index));
    }
    draft.chunks = draft.chunks.forget(node);
    return places;
  }
}

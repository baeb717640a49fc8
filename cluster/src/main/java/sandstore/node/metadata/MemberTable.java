package sandstore.node.metadata;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import sandstore.proto.Claim;
import sandstore.proto.MemberEntry;
import sandstore.proto.Operation;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * Who belongs to the cluster, in which life (generation), and what each has been seen to keep: the
 * part of the state by which a node that forgot something is found out. A founder is in it from its
 * first registration on, whoever joins from its admission on. A node that was removed stays in it:
 * its generation is used up.
 *
 * <p>Immutable. {@code hash} is the sum over the records.
 */
public record MemberTable(TreePMap<NodeId, MemberEntry> entries, long hash) {
  public static final MemberTable EMPTY = new MemberTable(TreePMap.empty(), 0);

  public Collection<MemberEntry> all() {
    return entries.values();
  }

  public Optional<MemberEntry> of(NodeId node) {
    return Optional.ofNullable(entries.get(node));
  }

  /** 0 for a node that was never heard of. */
  public long generation(NodeId node) {
    MemberEntry entry = entries.get(node);
    return entry == null ? 0 : entry.getGeneration();
  }

  /** True for a node whose present life is over; false for one that was never heard of. */
  public boolean removed(NodeId node) {
    MemberEntry entry = entries.get(node);
    return entry != null && entry.getState() == MemberEntry.State.REMOVED;
  }

  MemberTable with(MemberEntry entry) {
    NodeId node = new NodeId(entry.getNode());
    MemberEntry before = entries.get(node);
    long gone = before == null ? 0 : StateHash.member(before);
    return new MemberTable(entries.plus(node, entry), hash - gone + StateHash.member(entry));
  }

  MemberTable recomputed() {
    return new MemberTable(entries, entries.values().stream().mapToLong(StateHash::member).sum());
  }

  /** What the operation makes of it; the same when it is none on members, or one that fails. */
  public MemberTable after(Operation operation, long index) {
    Draft draft = new Draft(Tree.EMPTY, ChunkLedger.EMPTY, this, 0, index, 0);
    try {
      switch (operation.getKindCase()) {
        case REGISTER_NODE -> ApplyMembers.register(draft, operation.getRegisterNode());
        case ADMIT_NODE -> ApplyMembers.admit(draft, operation.getAdmitNode());
        case RETIRE_NODE -> ApplyMembers.retire(draft, operation.getRetireNode());
        default -> {
          return this;
        }
      }
    } catch (DefiniteFailure refused) {
      return this;
    }
    return draft.members;
  }

  /**
   * Why a process must not take part, as far as this table knows (rule 19): its life is over, or it
   * has less than what it, or an earlier process of the same life, was seen to have. A folder that
   * was put back from an earlier day is found out by its count of starts, if the node was started
   * since; else by the index or the version of term and vote, if they were registered since.
   *
   * @return null when there is no objection
   */
  public @Nullable String objection(NodeId node, Claim claim) {
    MemberEntry known = entries.get(node);
    if (known == null || claim.getGeneration() > known.getGeneration()) {
      return null;
    }
    if (claim.getGeneration() < known.getGeneration()) {
      return "%s lives in its generation %d now, and this is what is left of generation %d"
          .formatted(node, known.getGeneration(), claim.getGeneration());
    }
    if (known.getState() == MemberEntry.State.REMOVED) {
      return "%s, generation %d, was removed from the cluster"
          .formatted(node, known.getGeneration());
    }
    return claim.getProcess() == known.getProcess() ? null : forgotten(claim, known);
  }

  private static @Nullable String forgotten(Claim claim, MemberEntry known) {
    if (claim.getIncarnation() <= known.getIncarnation()) {
      return "an older folder was put back: this is its start %d, and start %d was seen already"
          .formatted(claim.getIncarnation(), known.getIncarnation());
    }
    if (claim.getLastIndex() < known.getDurableIndex()) {
      return "it has kept entries up to %d, and now has them up to %d only"
          .formatted(known.getDurableIndex(), claim.getLastIndex());
    }
    if (claim.getMetaVersion() < known.getMetaVersion()) {
      return "its term and vote were seen in version %d, and now they are in version %d"
          .formatted(known.getMetaVersion(), claim.getMetaVersion());
    }
    return null;
  }
}

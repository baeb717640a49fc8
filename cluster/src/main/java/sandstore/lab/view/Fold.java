package sandstore.lab.view;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.wire.NodeId;

/**
 * Makes views out of events: {@code view(n + 1) = fold(view(n), event(n + 1))}. Pure, so that a
 * recording folds to the same views again.
 *
 * <p>Each kind of event has its case in one of three tables: what a node says of itself, what the
 * lab or its client saw, and kinds that change nothing in the view, with the reason. A kind that is
 * in none of them fails a test.
 */
public final class Fold {
  /** What one kind changes when a node tells it. */
  interface ByNode {
    void fold(ViewDraft view, NodeDraft node, Event event);
  }

  /** What one kind changes when the lab or its client tells it. */
  interface ByLab {
    void fold(ViewDraft view, Event event);
  }

  static final Map<KindCase, ByNode> BY_NODE = byNode();
  static final Map<KindCase, ByLab> BY_LAB = byLab();
  static final Map<KindCase, String> CHANGES_NOTHING = changesNothing();

  private Fold() {}

  /** The view after the event. Events that were folded before (after a resume) change nothing. */
  public static ClusterView fold(ClusterView before, Event event) {
    ViewDraft view = new ViewDraft(before);
    NodeId teller = new NodeId(event.getNode());
    if (teller.isNode()) {
      foldNode(view, teller, event);
    } else {
      ByLab one = BY_LAB.get(event.getKindCase());
      if (one != null) {
        one.fold(view, event);
      }
    }
    return view.view();
  }

  private static void foldNode(ViewDraft view, NodeId teller, Event event) {
    ByNode one = BY_NODE.get(event.getKindCase());
    if (one == null && !CHANGES_NOTHING.containsKey(event.getKindCase())) {
      return; // the lab's to tell
    }
    NodeDraft node = view.node(teller);
    if (!node.isNews(event)) {
      return;
    }
    boolean exited = node.process == NodeView.Process.EXITED;
    node.hears(event);
    if (one != null) {
      one.fold(view, node, event);
    }
    if (exited && node.process == NodeView.Process.EXITED) {
      node.believesNothing(); // the last words of a dead process, read from its disk
    }
  }

  private static Map<KindCase, ByNode> byNode() {
    Map<KindCase, ByNode> cases = new EnumMap<>(KindCase.class);
    RaftCases.addTo(cases);
    LogCases.addTo(cases);
    StoreCases.addTo(cases);
    MemberCases.addTo(cases);
    RepairCases.addTo(cases);
    GateCases.addTo(cases);
    return Collections.unmodifiableMap(cases);
  }

  private static Map<KindCase, ByLab> byLab() {
    Map<KindCase, ByLab> cases = new EnumMap<>(KindCase.class);
    LabCases.addTo(cases);
    GateCases.addToLabs(cases);
    return Collections.unmodifiableMap(cases);
  }

  private static Map<KindCase, String> changesNothing() {
    String rpc = "the view holds what nodes are, not what passes between them";
    Map<KindCase, String> reasons = new EnumMap<>(KindCase.class);
    reasons.put(KindCase.RPC_SENT, rpc);
    reasons.put(KindCase.RPC_RECEIVED, rpc);
    reasons.put(KindCase.RPC_ANSWERED, rpc);
    reasons.put(KindCase.RPC_DROPPED, rpc);
    reasons.put(KindCase.RPC_FAILED, rpc);
    reasons.put(KindCase.PRE_VOTE_STARTED, "a question before an election: no term, no vote yet");
    reasons.put(KindCase.CHUNK_STARTED, "a chunk counts once it is whole and named");
    reasons.put(KindCase.CHUNK_VERIFIED, "it was counted when it was stored");
    reasons.put(KindCase.CHUNK_DELETED, "it stopped counting when it went to the trash");
    reasons.put(KindCase.SESSION_OPENED, "the view counts no sessions");
    reasons.put(KindCase.SESSION_EXPIRED, "the view counts no sessions");
    String table = "the view asks for the table of members when somebody wants to see it";
    reasons.put(KindCase.MEMBER_REGISTERED, table);
    reasons.put(KindCase.MEMBER_ADMITTED, table);
    reasons.put(KindCase.MEMBER_RETIRED, table);
    reasons.put(KindCase.REPAIR_QUEUED, "the leader's count has the chunk as under-replicated");
    reasons.put(KindCase.GARBAGE_MARKED, "what becomes of it is told when it goes to the trash");
    reasons.put(KindCase.CHUNK_LOST, "its copies were counted when each was found to be bad");
    reasons.put(KindCase.DISK_FAILED, "what follows from it is told: an exit or a quarantine");
    reasons.put(KindCase.POWER_LOST, "what is left on that disk its next process will tell");
    reasons.put(KindCase.BYTES_FLIPPED, "nobody has found it yet");
    reasons.put(KindCase.KIND_NOT_SET, "an event of a later version of the vocabulary");
    return Collections.unmodifiableMap(reasons);
  }
}

package sandstore.node.repair;

import java.util.List;
import sandstore.wire.NodeId;

/** What to do about one chunk. */
sealed interface Plan {
  /** Nothing: it is as it should be. */
  record Enough() implements Plan {
    @Override
    public String toString() {
      return "enough";
    }
  }

  /**
   * Copy it.
   *
   * @param from nodes that should have a sound copy, best first
   * @param to may be a node whose own copy is bad
   * @param drop nodes that no longer count once this is done
   */
  record Copy(List<NodeId> from, NodeId to, List<NodeId> drop) implements Plan {
    @Override
    public String toString() {
      return "copy from " + from + " to " + to + (drop.isEmpty() ? "" : ", drop " + drop);
    }
  }

  /** It has more copies than wanted: this one may go, if the others prove to be sound. */
  record Thin(NodeId drop) implements Plan {
    @Override
    public String toString() {
      return "drop " + drop;
    }
  }

  /** It is short, and nothing can be done now. */
  record Wait(String reason) implements Plan {
    @Override
    public String toString() {
      return "wait: " + reason;
    }
  }

  /** Every copy is known to be bad. */
  record Lost() implements Plan {
    @Override
    public String toString() {
      return "lost";
    }
  }
}

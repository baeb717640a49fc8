package sandstore.node.raft;

import com.google.protobuf.Message;
import java.util.concurrent.Executor;
import sandstore.wire.Channels;
import sandstore.wire.NodeId;

/**
 * What a node's calls to its peers go through.
 *
 * @param channels to every peer by name; token, link rules and tap are in them
 * @param executor for what must not run on a network thread; grows as needed
 * @param ear is told of what peers say to each other
 * @param longestMillis no call but a snapshot's waits longer, whatever JRaft asks for
 */
record RaftWires(Channels channels, Executor executor, Ear ear, int longestMillis) {

  /** Hears Raft's own messages. Must not block. */
  interface Ear {
    /** This node sends a request. */
    void sending(NodeId to, Message request);

    /** This node's request was answered. */
    void answered(NodeId by, Message request, Message reply);

    /** A request came in. */
    void heard(NodeId from, Message request);

    /** This node answers a request. */
    void replying(NodeId to, Message request, Message reply);
  }
}

package com.alipay.sofa.jraft.core;

import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.conf.ConfigurationEntry;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.storage.LogManager;
import com.alipay.sofa.jraft.util.RepeatedTimer;
import com.alipay.sofa.jraft.util.ThreadId;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What JRaft knows and does not tell: it lives in JRaft's package because the methods that it calls
 * are visible nowhere else. Nothing here changes a node but what its election timer would do, and
 * that it is done here.
 */
public final class NodePeek {
  private static final Field REPLICATORS = field("replicatorGroup");
  private static final Field LOG = field("logManager");
  private static final Field TERM = field("currTerm");
  private static final Field VOTED = field("votedId");
  private static final Field LEADER = field("leaderId");
  private static final Field CONFIGURATION = field("conf");
  private static final Field ELECTION_TIMER = field("electionTimer");
  private static final Field HEARD = field("lastLeaderTimestamp");
  private static final Method ELECT_SELF = method("electSelf");
  private static final Method ELECTION_TIMEOUT = method("handleElectionTimeout");

  /** Some twelve days. */
  private static final int NEVER_MILLIS = 1 << 30;

  private final NodeImpl node;

  public NodePeek(Node node) {
    this.node = (NodeImpl) node;
  }

  /**
   * The soft and the hard state of one moment.
   *
   * @param leader empty when none is known
   */
  public record View(
      State state, long term, PeerId voted, PeerId leader, Configuration configuration) {}

  /** Waits for the node's lock, which it holds while it writes its term to the disk. */
  public View view() {
    node.readLock.lock();
    try {
      return new View(
          node.getNodeState(),
          TERM.getLong(node),
          ((PeerId) VOTED.get(node)).copy(),
          ((PeerId) LEADER.get(node)).copy(),
          ((ConfigurationEntry) CONFIGURATION.get(node)).getConf().copy());
    } catch (IllegalAccessException e) {
      throw new LinkageError("JRaft is not as expected", e);
    } finally {
      node.readLock.unlock();
    }
  }

  /** How far a leader is with one peer. */
  public record Replication(PeerId peer, long next, String state) {}

  /** Empty on a node that does not lead. */
  public List<Replication> replications() {
    ReplicatorGroupImpl group = (ReplicatorGroupImpl) get(REPLICATORS);
    List<Replication> list = new ArrayList<>();
    for (Map.Entry<PeerId, ThreadId> e : group.getReplicatorMap().entrySet()) {
      Object data = e.getValue().getData();
      if (data instanceof Replicator) {
        Replicator replicator = (Replicator) data;
        long next = Replicator.getNextIndexUnsafe(e.getValue());
        list.add(new Replication(e.getKey().copy(), next, replicator.getState().name()));
      }
    }
    return list;
  }

  /** Entries that are not on the disk yet are in it, too. */
  public LogManager log() {
    return (LogManager) get(LOG);
  }

  /**
   * Makes a follower or a candidate stand for election at once, without asking first (no pre-vote).
   *
   * @return false when the node was neither
   */
  public boolean elect() {
    node.writeLock.lock();
    State state = node.getNodeState();
    if (state != State.STATE_FOLLOWER && state != State.STATE_CANDIDATE) {
      node.writeLock.unlock();
      return false;
    }
    try {
      ELECT_SELF.invoke(node); // which unlocks
      return true;
    } catch (IllegalAccessException e) {
      node.writeLock.unlock();
      throw new LinkageError("JRaft is not as expected", e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the election failed", e.getCause());
    }
  }

  /** From now on the node's own election timer does not go off: somebody else minds it. */
  public void putOffElections() {
    ((RepeatedTimer) get(ELECTION_TIMER)).reset(NEVER_MILLIS);
  }

  /** What its election timer would do: a follower without a valid leader asks for pre-votes. */
  public void electionTimeout() {
    try {
      ELECTION_TIMEOUT.invoke(node);
    } catch (IllegalAccessException e) {
      throw new LinkageError("JRaft is not as expected", e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the election failed", e.getCause());
    }
  }

  /**
   * When a leader was heard last or a vote was given, in {@link
   * com.alipay.sofa.jraft.util.Utils#monotonicMs}.
   */
  public long heardMillis() {
    try {
      return HEARD.getLong(node);
    } catch (IllegalAccessException e) {
      throw new LinkageError("JRaft is not as expected", e);
    }
  }

  /** Whether it follows, and could be asked to stand. */
  public boolean follows() {
    return node.getNodeState() == State.STATE_FOLLOWER;
  }

  private Object get(Field field) {
    try {
      return field.get(node);
    } catch (IllegalAccessException e) {
      throw new LinkageError("JRaft is not as expected", e);
    }
  }

  private static Field field(String name) {
    try {
      Field field = NodeImpl.class.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new LinkageError("JRaft is not as expected", e);
    }
  }

  private static Method method(String name) {
    try {
      Method method = NodeImpl.class.getDeclaredMethod(name);
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new LinkageError("JRaft is not as expected", e);
    }
  }
}

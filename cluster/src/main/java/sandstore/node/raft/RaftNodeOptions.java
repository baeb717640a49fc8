package sandstore.node.raft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.option.NodeOptions;
import com.alipay.sofa.jraft.option.RaftOptions;
import com.alipay.sofa.jraft.option.ReadOnlyOption;
import com.alipay.sofa.jraft.util.concurrent.DefaultFixedThreadsExecutorGroupFactory;
import sandstore.wire.NodeSettings;

/** JRaft's options as this store wants them, and the wires of this node. */
final class RaftNodeOptions extends NodeOptions {
  private static final int DISRUPTOR_SLOTS = 1024; // four rings; JRaft's default is 16 times that
  private static final int SNAPSHOT_MILLIS = 10_000;

  private final RaftWires wires;

  private RaftNodeOptions(RaftWires wires) {
    this.wires = wires;
  }

  RaftWires wires() {
    return wires;
  }

  static RaftNodeOptions of(NodeSettings settings, RaftWires wires) {
    RaftNodeOptions o = new RaftNodeOptions(wires);
    int election = Math.toIntExact(settings.electionTimeout().toMillis());
    int heartbeat = Math.max(1, Math.toIntExact(settings.heartbeat().toMillis()));

    o.setInitialConf(settings.founder() ? Peers.initial(settings.nodes()) : new Configuration());
    o.setElectionTimeoutMs(election);
    o.setLogUri("log");
    o.setRaftMetaUri("meta");
    o.setSnapshotUri("snapshots");
    o.setSnapshotIntervalSecs(0); // by size of the log, not by time
    o.setDisableCli(true);
    o.setElectionPriority(PRIORITY_OFF);

    // A wheel that ticks every millisecond for each of four timers would cost an idle node a core's
    // percent or more; the shared ones are plain scheduled executors.
    o.setSharedElectionTimer(true);
    o.setSharedVoteTimer(true);
    o.setSharedStepDownTimer(true);
    o.setSharedSnapshotTimer(true);
    o.setTimerPoolSize(2);

    o.setRpcConnectTimeoutMs(wires.longestMillis());
    o.setRpcDefaultTimeout(wires.longestMillis()); // longer, and a black hole holds a replicator
    o.setRpcInstallSnapshotTimeout(SNAPSHOT_MILLIS);
    o.setRpcProcessorThreadPoolSize(6);
    o.setAppendEntriesExecutors(
        DefaultFixedThreadsExecutorGroupFactory.INSTANCE.newExecutorGroup(
            2, "raft-append-reply-", DISRUPTOR_SLOTS, true));

    RaftOptions r = new RaftOptions();
    r.setMaxElectionDelayMs(election);
    r.setElectionHeartbeatFactor(Math.max(1, election / heartbeat));
    r.setReplicatorPipeline(false);
    if (settings.manual()) {
      r.setMaxEntriesSize(1); // each entry is a message that somebody may hold
    }
    r.setSync(true);
    r.setEnableLogEntryChecksum(true);
    r.setOpenStatistics(false);
    r.setDisruptorBufferSize(DISRUPTOR_SLOTS);
    r.setReadOnlyOptions(ReadOnlyOption.ReadOnlySafe);
    r.setMaxReadIndexLag(-1);
    o.setRaftOptions(r);
    return o;
  }

  private static final int PRIORITY_OFF = new PeerId().getPriority();
}

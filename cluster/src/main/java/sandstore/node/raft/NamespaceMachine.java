package sandstore.node.raft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Iterator;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.StateMachineAdapter;
import com.alipay.sofa.jraft.entity.LeaderChangeContext;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.error.RaftException;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotReader;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotWriter;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sandstore.node.journal.Journal.Outcome;
import sandstore.node.metadata.Namespace;
import sandstore.node.observe.Reporter;
import sandstore.proto.Event;
import sandstore.proto.Operation;
import sandstore.proto.SnapshotInstalled;
import sandstore.wire.NodeId;

/**
 * Applies committed operations to the namespace. JRaft calls it on one thread; a call that threw
 * could make it apply entries twice or stop for ever, so what cannot be applied ends the node.
 */
final class NamespaceMachine extends StateMachineAdapter {
  /** Whom leadership concerns. Same thread. */
  interface Leadership {
    void started(long term);

    void stopped(Status why);

    void following(LeaderChangeContext leader);

    void leaderLost(LeaderChangeContext leader);
  }

  /**
   * The namespace after the operation with this index.
   *
   * @param index of the newest operation applied; or of the snapshot that was loaded
   */
  record State(Namespace namespace, long index) {}

  private final Reporter reporter;
  private final Consumer<Namespace.Effect> effects;
  private final Leadership leadership;
  private final Progress progress;
  private final FailStop failStop;
  private final Executor executor;
  private volatile State state = new State(Namespace.EMPTY, 0);

  NamespaceMachine(
      Reporter reporter,
      Consumer<Namespace.Effect> effects,
      Leadership leadership,
      Progress progress,
      FailStop failStop,
      Executor executor) {
    this.reporter = reporter;
    this.effects = effects;
    this.leadership = leadership;
    this.progress = progress;
    this.failStop = failStop;
    this.executor = executor;
  }

  State state() {
    return state;
  }

  @Override
  public void onApply(Iterator entries) {
    while (entries.hasNext()) {
      ByteBuffer data = entries.getData();
      if (entries.getIndex() > state.index()
          && !apply(data, entries.getIndex(), entries.getTerm(), entries.done())) {
        entries.setErrorAndRollback(
            1, new Status(RaftError.ESTATEMACHINE, "entry %d", entries.getIndex()));
        return;
      }
      entries.next();
    }
    State s = state;
    progress.at(s.index(), s.index(), s.namespace());
  }

  /** False when the node must end. */
  private boolean apply(ByteBuffer data, long index, long term, @Nullable Closure closure) {
    Namespace.Step step;
    try {
      step = state.namespace().apply(Operation.parseFrom(data.duplicate()), index);
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      failStop.broken("entry " + index + " cannot be applied", e);
      return false;
    }
    state = new State(step.next(), index);
    try {
      step.effects().forEach(effects);
    } catch (RuntimeException e) {
      failStop.broken("whoever follows the namespace failed at entry " + index, e);
      return false;
    }
    if (closure instanceof Proposal proposal) {
      proposal.applied(new Outcome(step.result(), index, term));
    }
    return true;
  }

  /** The capture is the root of a tree that never changes; another thread writes it. */
  @Override
  public void onSnapshotSave(SnapshotWriter writer, Closure done) {
    State captured = state;
    executor.execute(() -> save((SnapshotToSave) writer, captured.namespace(), done));
  }

  private void save(SnapshotToSave writer, Namespace namespace, Closure done) {
    try {
      writer.write(namespace);
      done.run(Status.OK());
    } catch (IOException e) {
      failStop.diskFailed(Path.of(writer.getPath()), e);
      done.run(new Status(RaftError.EIO, "the snapshot could not be written: %s", e));
    } catch (RuntimeException e) {
      failStop.broken("the namespace cannot be saved", e);
      done.run(new Status(RaftError.ESTATEMACHINE, "the namespace cannot be saved"));
    }
  }

  @Override
  public boolean onSnapshotLoad(SnapshotReader reader) {
    SavedSnapshot snapshot = (SavedSnapshot) reader;
    long index = snapshot.load().getLastIncludedIndex();
    Namespace namespace;
    try {
      namespace = snapshot.namespace();
    } catch (IOException e) {
      failStop.broken("the snapshot cannot be read", e);
      return false;
    }
    state = new State(namespace, index);
    NodeId from = snapshot.from();
    if (from != null) {
      reporter.report(
          Event.newBuilder()
              .setSnapshotInstalled(
                  SnapshotInstalled.newBuilder()
                      .setIndex(index)
                      .setTerm(snapshot.load().getLastIncludedTerm())
                      .setFrom(from.name())
                      .setFiles(namespace.files())));
      progress.at(index, index, namespace);
    } else {
      progress.startAt(index);
    }
    return true;
  }

  @Override
  public void onLeaderStart(long term) {
    leadership.started(term);
  }

  @Override
  public void onLeaderStop(Status status) {
    leadership.stopped(status);
  }

  @Override
  public void onStartFollowing(LeaderChangeContext leader) {
    leadership.following(leader);
  }

  @Override
  public void onStopFollowing(LeaderChangeContext leader) {
    leadership.leaderLost(leader);
  }

  @Override
  public void onConfigurationCommitted(Configuration configuration) {}

  @Override
  public void onError(RaftException e) {
    failStop.broken("raft cannot go on", e);
  }

  @Override
  public void onShutdown() {}
}

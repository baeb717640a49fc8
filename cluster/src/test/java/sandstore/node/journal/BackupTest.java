package sandstore.node.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.node.disk.SystemDisk;
import sandstore.node.membership.Beats;
import sandstore.node.membership.Membership;
import sandstore.node.membership.SignsOfLife;
import sandstore.proto.BackupEntry;
import sandstore.proto.Event;
import sandstore.proto.HeartbeatRequest;
import sandstore.proto.MakeFolder;
import sandstore.proto.NodeState;
import sandstore.proto.Operation;
import sandstore.proto.ReplicateRequest;
import sandstore.proto.ReplicateResponse;
import sandstore.wire.Channels;
import sandstore.wire.LinkGate;
import sandstore.wire.Listening;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;
import sandstore.wire.RpcTap;
import sandstore.wire.Token;

/** One backup, node2 of three, and what its primaries send to it. */
final class BackupTest {
  private static final NodeId TWO = NodeId.of(2);
  private static final List<NodeId> ALL = List.of(NodeId.of(1), TWO, NodeId.of(3));

  @TempDir Path folder;

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final AtomicBoolean fatal = new AtomicBoolean();
  private final Channels channels =
      new Channels(TWO, Token.random(), new LinkGate(), RpcTap.SILENT);
  private PrimaryBackupJournal backup;

  @BeforeEach
  void start() throws IOException {
    NodeSettings settings =
        new NodeSettings(
            "c",
            TWO,
            "replicated",
            ALL,
            List.of("zone1", "zone1", "zone1"),
            3,
            1,
            "spread",
            65536,
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            folder,
            folder.resolve("token"),
            0,
            true,
            1,
            true,
            Listening.LOOPBACK);
    SignsOfLife signs = new SignsOfLife();
    Membership membership =
        new Membership(
            settings,
            channels,
            event -> {},
            () -> HeartbeatRequest.newBuilder().setNode(TWO.name()).build(),
            signs,
            new Beats(Duration.ZERO, true));
    for (NodeId peer : settings.others()) {
      signs.received(new RpcTap.Rpc(1, peer, TWO, "Heartbeat"));
      var unused = membership.received(HeartbeatRequest.newBuilder().setNode(peer.name()).build());
    }
    backup =
        new PrimaryBackupJournal(
            settings,
            new SystemDisk(),
            event -> events.add(event.build()),
            channels,
            membership,
            effect -> {},
            () -> fatal.set(true));
    backup.start();
  }

  @AfterEach
  void close() {
    backup.close();
    channels.close();
    assertThat(fatal).isFalse();
  }

  @Test
  void anOldRequestThatComesAgainDiscardsNothing() throws IOException {
    ReplicateRequest hello = request(1, 0, 0, 0);
    assertThat(backup.replicate(hello).getAccepted()).isTrue();
    assertThat(backup.replicate(request(1, 0, 0, 3, 1, 2, 3)).getLastIndex()).isEqualTo(3);

    assertThat(backup.replicate(hello).getLastIndex()).isEqualTo(3);
    assertThat(backup.replicate(request(1, 1, 1, 2, 2)).getLastIndex()).isEqualTo(3);
  }

  @Test
  void whatTheHigherViewDoesNotHaveIsDiscarded() throws IOException {
    backup.replicate(request(1, 0, 0, 1, 1));
    long hash = state().getStateHash();
    backup.replicate(request(1, 1, 1, 3, 2, 3));
    assertThat(state().getAppliedIndex()).isEqualTo(3);

    assertThat(backup.replicate(request(3, 1, 1, 1)).getLastIndex()).isEqualTo(1);

    assertThat(state().getAppliedIndex()).isEqualTo(1);
    assertThat(state().getStateHash()).isEqualTo(hash);
    Event last = events.get(events.size() - 1);
    assertThat(last.getApplied().getTo()).as("the view is told").isEqualTo(1);
    assertThat(last.getApplied().getStateHash()).isEqualTo(hash);
    assertThat(backup.replicate(request(1, 3, 1, 4, 4)).getAccepted()).as("view 1").isFalse();
  }

  @Test
  void itIsInSyncOnlyOnceItHasEverythingThatWasAcknowledged() throws IOException {
    backup.replicate(request(1, 0, 0, 9, 1, 2).toBuilder().setNeeded(3).build());
    assertThat(said().inSync()).isFalse();

    backup.replicate(request(1, 2, 1, 9, 3).toBuilder().setNeeded(3).build());
    assertThat(said().inSync()).isTrue();

    ReplicateResponse gap = backup.replicate(request(1, 7, 1, 9, 8));
    assertThat(gap.getAccepted()).isFalse();
    assertThat(gap.getLastIndex()).isEqualTo(3);
    assertThat(said().inSync()).isFalse();
  }

  @Test
  void afterItWasClosedItTakesNothingAndDoesNotCallThatADiskFailure() throws IOException {
    backup.close();
    assertThat(backup.replicate(request(1, 0, 0, 1, 1)).getAccepted()).isFalse();
    assertThat(backup.propose(Operation.getDefaultInstance())).isCompletedExceptionally();
  }

  private Said said() {
    HeartbeatRequest.Builder heartbeat = HeartbeatRequest.newBuilder();
    backup.introduce(heartbeat);
    return Said.of(heartbeat.build());
  }

  private NodeState state() {
    NodeState.Builder state = NodeState.newBuilder();
    backup.describe(state);
    return state.build();
  }

  /** Of the owner of the view, with these entries of it. */
  private static ReplicateRequest request(
      long view, long previous, long previousView, long last, long... entries) {
    Standing standing = new Standing(view, 1, ALL);
    ReplicateRequest.Builder request =
        ReplicateRequest.newBuilder()
            .setPrimary(ALL.get((int) ((view - 1) % ALL.size())).name())
            .setView(view)
            .setStanding(standing.toProto())
            .setPreviousIndex(previous)
            .setPreviousView(previousView)
            .setLastIndex(last);
    LongStream.of(entries)
        .forEach(
            i ->
                request.addEntries(
                    BackupEntry.newBuilder()
                        .setIndex(i)
                        .setView(view)
                        .setOperation(
                            Operation.newBuilder()
                                .setMakeFolder(MakeFolder.newBuilder().setPath("/f" + i))
                                .build()
                                .toByteString())));
    return request.build();
  }
}

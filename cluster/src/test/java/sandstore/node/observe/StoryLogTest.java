package sandstore.node.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import sandstore.proto.Event;
import sandstore.proto.FileCommitted;
import sandstore.proto.LeaderElected;
import sandstore.proto.RepairQueued;
import sandstore.proto.Role;
import sandstore.proto.RoleChanged;
import sandstore.proto.RpcSent;
import sandstore.proto.VoteCast;

/** A node's log tells its story: one line an event, in order, at the level of its subject. */
final class StoryLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("sandstore.story");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final List<Event> passedOn = new ArrayList<>();
  private final StoryLog log = new StoryLog(event -> passedOn.add(event.build()));

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  private List<String> told() {
    return lines.list.stream()
        .map(e -> e.getLoggerName().replaceFirst(".*\\.", "") + ": " + e.getFormattedMessage())
        .toList();
  }

  @Test
  void anElectionAFileAndARepair() {
    log.report(event().setVoteCast(VoteCast.newBuilder().setTerm(2).setCandidate("node1")));
    log.report(
        event()
            .setRoleChanged(
                RoleChanged.newBuilder().setRole(Role.LEADER).setTerm(2).setReason("3 of 5")));
    log.report(event().setLeaderElected(LeaderElected.newBuilder().setTerm(2).setLeader("node1")));
    log.report(event().setRpcSent(RpcSent.newBuilder().setTo("node2").setKind("Heartbeat")));
    log.report(
        event()
            .setFileCommitted(
                FileCommitted.newBuilder().setPath("/a").setVersion(1).setLength(7).setIndex(5)));
    log.report(event().setRepairQueued(RepairQueued.newBuilder().setCopies(1).setWanted(3)));
    assertThat(told())
        .containsExactly(
            "elections: votes for node1 in term 2",
            "elections: is leader in term 2: 3 of 5",
            "elections: node1 leads term 2",
            "files: /a version 1: 7 bytes, at entry 5",
            "repair: repair_queued copies: 1 wanted: 3");
    assertThat(passedOn).hasSize(6);
  }

  @Test
  void aLevelDecidesAtRunTime() {
    logger.setLevel(Level.WARN);
    log.report(event().setVoteCast(VoteCast.newBuilder().setTerm(2).setCandidate("node1")));
    logger.setLevel(Level.TRACE);
    log.report(event().setRpcSent(RpcSent.newBuilder().setTo("node2").setKind("Heartbeat")));
    assertThat(told()).hasSize(1);
    assertThat(told().get(0)).startsWith("calls: rpc_sent").contains("Heartbeat");
  }

  @Test
  void underLoadLinesAboutFilesAreSampled() {
    for (int i = 0; i < 10_000; i++) {
      log.report(event().setFileCommitted(FileCommitted.newBuilder().setPath("/f" + i)));
    }
    assertThat(lines.list).hasSizeLessThan(2_000);
    assertThat(passedOn).hasSize(10_000);
  }

  private static Event.Builder event() {
    return Event.newBuilder();
  }
}

package sandstore.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;
import sandstore.wire.UnknownOutcome;

/** The client against nodes that answer as the test has written down. */
class StoreClientTest {
  private static final Call PATIENT = call(20_000);

  private final ScriptedNodes nodes = new ScriptedNodes();
  private final Told told = new Told();
  private final StoreClient store = new StoreClient("test", nodes.channels(), nodes::ids, told);

  @AfterEach
  void close() {
    store.close();
    nodes.close();
  }

  @Test
  @DisplayName("a redirect is followed, and remembered")
  void redirect() throws Exception {
    nodes.script(1, "NOT_LEADER node3");
    nodes.script(3, "ok", "ok");
    store.makeFolder("/a", false, PATIENT);
    store.makeFolder("/b", false, PATIENT);
    assertThat(nodes.trace())
        .isEqualTo(
            """
            node1 opens session 1
            node1 /a 1/1 below 1: NOT_LEADER node3
            node3 /a 1/1 below 1: ok
            node3 /b 1/2 below 2: ok
            """);
  }

  @Test
  @DisplayName("an empty file is one request: nothing is asked before")
  void emptyFile() throws Exception {
    nodes.script(1, "ok");
    store.put(InputStream.nullInputStream(), 0, "/e", 0L, PATIENT, Progress.NONE);
    assertThat(nodes.trace())
        .isEqualTo(
            """
            node1 opens session 1
            node1 /e 1/1 below 1: ok
            """);
  }

  @Test
  @DisplayName("a source that has bytes after all is refused before anything is asked")
  void notEmptyAfterAll() {
    InputStream source = new ByteArrayInputStream(new byte[] {1});
    assertThat(failure(() -> store.put(source, 0, "/e", null, PATIENT, Progress.NONE)))
        .isInstanceOf(DefiniteFailure.class)
        .hasMessageContaining("nothing is visible");
    assertThat(nodes.trace()).isEmpty();
  }

  @Test
  @DisplayName("after an unknown attempt the same ids are sent again (rule 7)")
  void rule7_theSameIdsAreSentAgain() throws Exception {
    nodes.script(1, "LEADER_STEPPED_DOWN?");
    nodes.script(2, "NOT_LEADER node3");
    nodes.script(3, "ok");
    store.makeFolder("/a", false, PATIENT);
    assertThat(nodes.trace())
        .isEqualTo(
            """
            node1 opens session 1
            node1 /a 1/1 below 1: LEADER_STEPPED_DOWN?
            node2 /a 1/1 below 1: NOT_LEADER node3
            node3 /a 1/1 below 1: ok
            """);
  }

  @Test
  @DisplayName("refusals after an unknown attempt do not settle it (rule 8)")
  void rule8_refusalsDoNotSettleAnUnknownAttempt() {
    nodes.script(1, "LEADER_STEPPED_DOWN?");
    assertThat(failure(() -> store.makeFolder("/a", false, call(3_000))))
        .isInstanceOf(UnknownOutcome.class)
        .hasMessageContaining("may have happened");
    assertThat(nodes.trace()).contains("node2 /a 1/1 below 1: NO_LEADER");
    assertThat(told.lines).containsExactly("1 makeFolder /a", "1 failed TIMEOUT unknown");
  }

  @Test
  @DisplayName("what the state machine answered settles it, even if it is a failure")
  void settledByResult() {
    nodes.script(1, "LEADER_STEPPED_DOWN?");
    nodes.script(2, "result ALREADY_EXISTS");
    assertThat(failure(() -> store.makeFolder("/a", false, PATIENT)))
        .isInstanceOf(DefiniteFailure.class)
        .extracting(StoreException::code)
        .isEqualTo(Failure.Code.ALREADY_EXISTS);
  }

  @Test
  @DisplayName("a request that was swallowed is unknown: it may have arrived")
  void silence() throws Exception {
    nodes.script(1, "ok", "silence");
    store.makeFolder("/a", false, PATIENT);
    assertThat(failure(() -> store.makeFolder("/b", false, call(1_500))))
        .isInstanceOf(UnknownOutcome.class);
  }

  @Test
  @DisplayName("a request that found no connection was never sent: definite")
  void neverSent() throws Exception {
    nodes.script(1, "ok");
    store.makeFolder("/a", false, PATIENT);
    nodes.onlyNobody();
    assertThat(failure(() -> store.makeFolder("/b", false, call(500))))
        .isInstanceOf(DefiniteFailure.class)
        .hasMessageContaining("nothing was proposed");
    assertThat(store.openQuestions()).isEmpty();
  }

  @Test
  @DisplayName("an expired session is replaced when nothing can have happened under it")
  void expired() throws Exception {
    nodes.script(1, "result SESSION_EXPIRED", "ok");
    store.makeFolder("/a", false, PATIENT);
    assertThat(nodes.trace())
        .isEqualTo(
            """
            node1 opens session 1
            node1 /a 1/1 below 1: result SESSION_EXPIRED
            node1 opens session 2
            node1 /a 2/1 below 1: ok
            """);
  }

  @Test
  @DisplayName("an expired session after an unknown attempt leaves it unknown")
  void rule7_anExpiredSessionLeavesItUnknown() {
    nodes.script(1, "LEADER_STEPPED_DOWN?");
    nodes.script(2, "result SESSION_EXPIRED");
    assertThat(failure(() -> store.makeFolder("/a", false, PATIENT)))
        .isInstanceOf(UnknownOutcome.class)
        .extracting(StoreException::code)
        .isEqualTo(Failure.Code.SESSION_EXPIRED);
  }

  @Test
  @DisplayName("an unknown outcome can be settled later under the ids that it had")
  void settle() throws Exception {
    nodes.script(1, "silence");
    failure(() -> store.makeFolder("/a", false, call(1_500)));
    nodes.script(1, "ok", "ok");
    nodes.script(2, "ok", "ok");
    nodes.script(3, "ok", "ok");
    StoreClient.OpenQuestion question = store.openQuestions().get(0);
    assertThat(store.settle(question, PATIENT).getFile().getPath()).isEqualTo("/a");
    assertThat(store.openQuestions()).isEmpty();
    assertThat(told.lines).contains("2 settle /a", "2 ok at 0");
    store.makeFolder("/b", false, PATIENT);
    assertThat(nodes.trace().replaceAll("node\\d", "nodeX"))
        .isEqualTo(
            """
            nodeX opens session 1
            nodeX /a 1/1 below 1: silence
            nodeX /a 1/1 below 1: ok
            nodeX opens session 2
            nodeX /b 2/1 below 1: ok
            """);
  }

  @Test
  @DisplayName("with --at only that node is asked, once")
  void at() throws Exception {
    Call atNode2 = new Call(Optional.of(NodeId.of(2)), Duration.ofSeconds(20), false);
    nodes.script(2, "NOT_LEADER node1", "LEADER_STEPPED_DOWN?");
    assertThat(failure(() -> store.makeFolder("/a", false, atNode2)))
        .isInstanceOf(DefiniteFailure.class)
        .extracting(StoreException::code)
        .isEqualTo(Failure.Code.NOT_LEADER);
    assertThat(failure(() -> store.makeFolder("/b", false, atNode2)))
        .isInstanceOf(UnknownOutcome.class);
    assertThat(nodes.trace()).doesNotContain("node1 ", "node3 ");
  }

  @Test
  @DisplayName("an interrupt in mid-air is unknown; before anything was sent it is an interrupt")
  void interrupted() throws Exception {
    nodes.script(1, "silence");
    assertThat(interrupted("/a", () -> nodes.trace().contains("silence")))
        .isInstanceOf(UnknownOutcome.class)
        .extracting(e -> ((StoreException) e).code())
        .isEqualTo(Failure.Code.CANCELLED);
    nodes.onlyNobody();
    assertThat(interrupted("/b", () -> told.lines.contains("2 makeFolder /b")))
        .isInstanceOf(InterruptedException.class);
    assertThat(told.lines.get(told.lines.size() - 1)).isEqualTo("2 failed CANCELLED definite");
  }

  private Throwable interrupted(String path, java.util.concurrent.Callable<Boolean> when) {
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                store.makeFolder(path, false, PATIENT);
                end.complete(new AssertionError("it succeeded"));
              } catch (StoreException | InterruptedException e) {
                end.complete(e);
              }
            });
    thread.start();
    Awaitility.await().until(when);
    thread.interrupt();
    return end.orTimeout(10, TimeUnit.SECONDS).join();
  }

  private interface Failing {
    void run() throws Exception;
  }

  private static StoreException failure(Failing what) {
    return catchThrowableOfType(StoreException.class, what::run);
  }

  private static Call call(long millis) {
    return new Call(Optional.empty(), Duration.ofMillis(millis), false);
  }

  /** What a history would be made of. */
  private static final class Told implements Listener {
    private final List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();

    @Override
    public void invoked(long id, String kind, String path) {
      lines.add(id + " " + kind + " " + path);
    }

    @Override
    public void ok(long id, String kind, String path, long index, Content seen) {
      lines.add(id + " ok at " + index);
    }

    @Override
    public void failed(long id, String kind, String path, Content meant, StoreException failure) {
      lines.add(
          id
              + " failed "
              + failure.code()
              + (failure.failure().getDefinite() ? " definite" : " unknown"));
    }
  }
}

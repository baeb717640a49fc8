package sandstore.node.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.closure.ReadIndexClosure;
import com.alipay.sofa.jraft.error.RaftError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sandstore.node.journal.Journal.Reading;
import sandstore.node.metadata.Namespace;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

/** Who shares a round with whom. */
class ReadsTest {
  private static final long LONG = 60_000;
  private static final long SHORT = 30;

  private final List<ReadIndexClosure> asked = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private Reads reads(long patienceMillis) {
    return reads(patienceMillis, timer);
  }

  private Reads reads(long patienceMillis, ScheduledExecutorService timer) {
    return new Reads(
        asked::add,
        () -> true,
        timer,
        Runnable::run,
        patienceMillis,
        index -> new Reading(Namespace.EMPTY, index, 0, false));
  }

  private void answer(int round, long index) {
    ReadIndexClosure closure = asked.get(round);
    closure.setResult(index, new byte[0]);
    closure.run(Status.OK());
  }

  private void answer(int round, RaftError error) {
    asked.get(round).run(new Status(error, "again"));
  }

  private static long index(CompletableFuture<Reading> reading) {
    return reading.join().appliedIndex();
  }

  @Test
  @DisplayName("rule 6: a read is served by a round that began after it came")
  void laterReadsWaitForTheNextRound() {
    Reads reads = reads(LONG);
    CompletableFuture<Reading> first = reads.begin();
    CompletableFuture<Reading> second = reads.begin();
    CompletableFuture<Reading> third = reads.begin();
    assertThat(asked).hasSize(1);

    answer(0, 7);
    assertThat(index(first)).isEqualTo(7);
    assertThat(second).isNotDone();
    assertThat(third).isNotDone();
    assertThat(asked).hasSize(2);

    answer(1, 9);
    assertThat(index(second)).isEqualTo(9);
    assertThat(index(third)).isEqualTo(9);
    assertThat(asked).hasSize(2);
  }

  @Test
  @DisplayName("after a round that served several, the next waits for as many, or a moment")
  void manyReadersShareARound() {
    List<Runnable> later = new CopyOnWriteArrayList<>();
    ScheduledThreadPoolExecutor held =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          public ScheduledFuture<?> schedule(Runnable what, long delay, TimeUnit unit) {
            if (unit.toMillis(delay) < LONG / 2) {
              later.add(what);
            }
            return super.schedule(() -> {}, 0, unit);
          }
        };
    try (AutoCloseable over = held::shutdownNow) {
      Reads reads = reads(LONG, held);
      begin(reads, 1);
      begin(reads, 5);
      answer(0, 1);
      assertThat(asked).hasSize(2);
      List<CompletableFuture<Reading>> early = begin(reads, 1);
      answer(1, 2);
      assertThat(asked).as("waits for the five").hasSize(2);
      early.addAll(begin(reads, 4));
      assertThat(asked).as("they are there").hasSize(3);
      answer(2, 3);
      assertThat(early).allSatisfy(r -> assertThat(index(r)).isEqualTo(3));

      List<CompletableFuture<Reading>> fewer = begin(reads, 2);
      assertThat(asked).as("waits again").hasSize(3);
      later.get(later.size() - 1).run();
      assertThat(asked).as("no longer than a moment").hasSize(4);
      answer(3, 4);
      assertThat(fewer).allSatisfy(r -> assertThat(index(r)).isEqualTo(4));
      begin(reads, 1);
      assertThat(asked).as("after two, nobody waits").hasSize(5);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<CompletableFuture<Reading>> begin(Reads reads, int many) {
    List<CompletableFuture<Reading>> all = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      all.add(reads.begin());
    }
    return all;
  }

  @Test
  void anAttemptThatIsRepeatedServesWhoCameMeanwhile() {
    Reads reads = reads(LONG);
    CompletableFuture<Reading> first = reads.begin();
    CompletableFuture<Reading> second = reads.begin();
    answer(0, RaftError.EAGAIN);
    await().until(() -> asked.size() == 2);
    answer(1, 5);
    assertThat(index(first)).isEqualTo(5);
    assertThat(index(second)).isEqualTo(5);
  }

  @Test
  void aRoundThatIsNeverAnsweredHoldsNobodyUpForEver() {
    Reads reads = reads(SHORT);
    CompletableFuture<Reading> lost = reads.begin();
    assertThatThrownBy(lost::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            DefiniteFailure.class, f -> assertThat(f.code()).isEqualTo(Failure.Code.TIMEOUT));

    CompletableFuture<Reading> next = reads.begin();
    assertThat(asked).hasSizeGreaterThanOrEqualTo(2);
    int latest = asked.size() - 1;
    answer(0, 3); // too late, and older than the read that waits now
    assertThat(next.handle((r, e) -> e == null ? r.appliedIndex() : -1L).getNow(0L))
        .isNotEqualTo(3L);
    answer(latest, 4);
    assertThat(next.handle((r, e) -> e == null ? r.appliedIndex() : -1L).join()).isIn(4L, -1L);
  }

  @Test
  void aStoppingNodeRefusesDefinitely() {
    Reads reads =
        new Reads(
            answer -> {
              throw new IllegalStateException("stopping");
            },
            () -> true,
            timer,
            Runnable::run,
            LONG,
            index -> new Reading(Namespace.EMPTY, index, 0, false));
    assertThatThrownBy(() -> reads.begin().join())
        .cause()
        .isInstanceOfSatisfying(
            DefiniteFailure.class, f -> assertThat(f.code()).isEqualTo(Failure.Code.NO_LEADER));
  }
}

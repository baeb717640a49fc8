package sandstore.node.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Which operations go into the log together, as a trace; a moment is over when the test says so.
 */
class GatheringTest {
  private final List<Runnable> moments = new CopyOnWriteArrayList<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable what, long delay, TimeUnit unit) {
          moments.add(what);
          return super.schedule(() -> {}, 0, unit);
        }
      };
  private final List<List<Integer>> log = new ArrayList<>();
  private final Gathering<Integer> gathering = new Gathering<>(timer, log::add);
  private int made;

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private void adds(int many) {
    for (int i = 0; i < many; i++) {
      gathering.add(++made);
    }
  }

  private void comeBack(int many) {
    for (int i = 0; i < many; i++) {
      gathering.settled();
    }
  }

  private void aMomentPasses() {
    List<Runnable> due = List.copyOf(moments);
    moments.clear();
    due.forEach(Runnable::run);
  }

  @Test
  void aFewNeverWait() {
    adds(3);
    assertThat(log).containsExactly(List.of(1), List.of(2), List.of(3));
    comeBack(3);
    adds(1);
    assertThat(log).hasSize(4);
    assertThat(moments).isEmpty();
  }

  @Test
  void severalWaitForEachOtherAndThenForAsManyAsCameBack() {
    adds(8);
    assertThat(log).containsExactly(List.of(1), List.of(2), List.of(3));
    aMomentPasses();
    assertThat(log).last().isEqualTo(List.of(4, 5, 6, 7, 8));
    comeBack(3);
    adds(3);
    comeBack(5);
    assertThat(log).as("five are expected now").hasSize(4);
    adds(2);
    assertThat(log).last().isEqualTo(List.of(9, 10, 11, 12, 13));
  }

  /** As on a leader that is cut off. */
  @Test
  void whateverNeverComesBackHoldsNobodyUpForLongerThanAMoment() {
    adds(4);
    aMomentPasses();
    adds(1);
    assertThat(log).hasSize(4);
    aMomentPasses();
    assertThat(log).last().isEqualTo(List.of(5));
  }

  @Test
  void whenAllAreBackNobodyWaits() {
    adds(4);
    assertThat(log).hasSize(3);
    comeBack(3);
    assertThat(log).last().isEqualTo(List.of(4));
    comeBack(1);
    adds(1);
    assertThat(log).last().isEqualTo(List.of(5));
  }

  @Test
  void atTheEndWhoeverWaitsIsHandedOn() {
    adds(4);
    gathering.close();
    assertThat(log).last().isEqualTo(List.of(4));
    comeBack(9);
  }
}

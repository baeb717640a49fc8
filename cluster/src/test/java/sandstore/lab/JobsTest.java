package sandstore.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobsTest {
  private final Jobs jobs = new Jobs();
  private final List<Reply> said = new CopyOnWriteArrayList<>();

  @Test
  void howFarAJobIsIsAskedForAndWhatItSaysIsHeard() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    Job job =
        jobs.start(
            "put big",
            sink -> {
              sink.accept(new Reply.Progress("put /big", 5, 9, "bytes", ""));
              sink.accept(new Reply.Note("half"));
              awaitQuietly(go);
              return new Lab.Ending(3, "no answer", "");
            },
            said::add);
    await().until(() -> job.bytes() == 5);
    assertThat(job.running()).isTrue();
    assertThat(job.await(Duration.ofMillis(10))).isEmpty();
    go.countDown();

    assertThat(job.await(Duration.ofSeconds(10))).contains(new Lab.Ending(3, "no answer", ""));
    await().until(() -> said.size() == 2);
    assertThat(said)
        .containsExactly(
            new Reply.Note("half"), new Reply.Note("job 1 failed: put big: no answer"));
    assertThat(jobs.job(1)).contains(job);
  }

  @Test
  void cancelIsCtrlC() throws InterruptedException {
    Job job =
        jobs.start(
            "repeat 1000 ls",
            sink -> awaitQuietly(new CountDownLatch(1)) ? Lab.Ending.OK : stopped(),
            said::add);
    job.cancel();
    assertThat(job.await(Duration.ofSeconds(10))).contains(stopped());
  }

  @Test
  void jobsThatRunAreNeverForgotten() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    Job first =
        jobs.start("first", sink -> awaitQuietly(go) ? Lab.Ending.OK : stopped(), said::add);
    for (int i : IntStream.range(0, 200).toArray()) {
      assertThat(
              jobs.start("job " + i, sink -> Lab.Ending.OK, said::add)
                  .await(Duration.ofSeconds(10)))
          .isPresent();
    }
    assertThat(jobs.list()).hasSizeLessThanOrEqualTo(101).contains(first);
    go.countDown();
  }

  private static Lab.Ending stopped() {
    return new Lab.Ending(1, "stopped by Ctrl-C", "");
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}

package sandstore.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sandstore.lab.Style;
import sandstore.lab.history.SavedHistory;

/** What a learner gets to see, to the letter. */
final class PictureTest {
  @Test
  void aReadThatCameTooLate() throws InterruptedException {
    assertThat(
            picture(
                """
                [{:process 0, :type :invoke, :f :write, :value 1}
                 {:process 0, :type :ok, :f :write, :value 1}
                 {:process :nemesis, :type :info, :f :partition}
                 {:process 0, :type :invoke, :f :write, :value 2}
                 {:process 2, :type :invoke, :f :read, :value nil}
                 {:process 2, :type :ok, :f :read, :value 1}
                 {:process 0, :type :ok, :f :write, :value 2}
                 {:process 1, :type :invoke, :f :read, :value nil}
                 {:process 1, :type :ok, :f :read, :value 1}]
                """))
        .isEqualTo(
            """
            No order explains these operations on the register

              before    1  after 2 earlier operations
              faults    [partition===========..
              client 0  <-write 2-|
              client 1             |-read 1-|  impossible
                        time ->

            Client 1 read 1, but between its call and its answer the only value there was is 2.
            1 was gone by then: write 2 of client 0 had been answered before this was asked, and nothing brought
            1 back.""");
  }

  @Test
  void aLockThatTwoHave() throws InterruptedException {
    assertThat(
            picture(
                """
                [{:process 0, :type :invoke, :f :acquire}
                 {:process 0, :type :ok, :f :acquire}
                 {:process 1, :type :invoke, :f :acquire}
                 {:process 1, :type :ok, :f :acquire}]
                """))
        .isEqualTo(
            """
            No order explains these operations on the mutex

              before    free
              client 0   |-acquire-|
              client 1              |-acquire-|  impossible
                        time ->

            Client 1 was given the lock, but it was held all the time.""");
  }

  @Test
  void aValueThatNobodyWroteAndARenameThatLostAFile() throws InterruptedException {
    assertThat(
            picture(
                """
                {"process": "1", "type": "invoke", "f": "write", "key": "/a", "value": "one"}
                {"process": "1", "type": "ok", "f": "write", "key": "/a"}
                {"process": "1", "type": "invoke", "f": "rename", "key": "/a", "value": "/b"}
                {"process": "1", "type": "ok", "f": "rename", "key": "/a"}
                {"process": "2", "type": "invoke", "f": "read", "key": "/b"}
                {"process": "2", "type": "ok", "f": "read", "key": "/b", "value": null}
                """))
        .isEqualTo(
            """
            No order explains these operations on /a, /b

              before    /a "one", /b nil  after 1 earlier operation
              client 1   |-rename /a -> /b-|
              client 2                      |-read nil-|  impossible
                        time ->

            Client 2 found nothing at /b, but between its call and its answer the only value there was is "one".""");
  }

  private static String picture(String history) throws InterruptedException {
    SavedHistory saved = SavedHistory.parse(history, "h", Optional.empty());
    Counterexample example =
        Checker.usual()
            .judge(saved.history(), saved.start(), true, (k, n) -> {})
            .counterexample()
            .orElseThrow();
    assertThat(HtmlPicture.page(example, "t")).contains("<svg").doesNotContain("http");
    return new TextPicture(example, 100)
        .lines().stream().map(Style::strip).collect(Collectors.joining("\n"));
  }
}

package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a folder and all below it may hold. */
final class QuotaTest {
  @Test
  void whatWouldExceedAQuotaFailsAndSaysWhich() {
    assertThat(
            Trace.of(
                """
                open alice 60000
                mkdir -p /q/below
                quota /q 2 100000
                put /q/a a 50000
                put /q/below/b b,b 70000
                put /q/below/b b 50000
                put /q/c - 0
                put /other d 5
                mv /other /q/d
                put /q/a e 40000
                rm /q/below/b
                mv /other /q/d
                """))
        .isEqualTo(
            """
            1: open alice 60000
               session 1
               opened 1 alice
            2: mkdir -p /q/below
               folder /q/below
            3: quota /q 2 100000
               folder /q
            4: put /q/a a 50000
               file /q/a v1 etag 4
               committed /q/a 50000
            5: put /q/below/b b,b 70000
               failed QUOTA_EXCEEDED: folder /q would hold 120000 bytes, and its quota is 100000 bytes
            6: put /q/below/b b 50000
               file /q/below/b v1 etag 6
               committed /q/below/b 50000
            7: put /q/c - 0
               failed QUOTA_EXCEEDED: folder /q would hold 3 files, and its quota is 2 files
            8: put /other d 5
               file /other v1 etag 8
               committed /other 5
            9: mv /other /q/d
               failed QUOTA_EXCEEDED: folder /q would hold 3 files, and its quota is 2 files
            10: put /q/a e 40000
               file /q/a v2 etag 10
               garbage a-0-0
               committed /q/a 40000
            11: rm /q/below/b
               done
               garbage b-0-0
               removed /q/below/b files 1
            12: mv /other /q/d
               file /q/d v1 etag 8
               renamed /other /q/d
            """);
  }

  /** A limit below what is there takes nothing away; it only stops growth. */
  @Test
  void whatIsThereAlreadyStaysAndMayShrinkOrMoveWithin() {
    Trace trace = new Trace();
    trace.run(
        """
        open alice 60000
        mkdir /q
        mkdir /q/d
        put /q/a a 50000
        put /q/b b 50000
        quota /q 1 10
        """);
    assertThat(trace.run("mv /q/a /q/d/a")).doesNotContain("failed");
    assertThat(trace.run("put /q/b c 40000")).doesNotContain("failed");
    assertThat(trace.run("put /q/b d 40001")).contains("QUOTA_EXCEEDED");
    assertThat(trace.run("quota /q - -\nput /q/b e 60000")).doesNotContain("failed");
  }

  @Test
  void aFolderKnowsWhatIsBelowIt() {
    Trace trace = new Trace();
    trace.run(
        """
        open alice 60000
        mkdir -p /a/b
        put /a/b/f a 7
        put /a/g b 5
        mv /a/b /b
        quota / 9 -
        """);
    assertThat(trace.namespace.stat("/").getFilesBelow()).isEqualTo(2);
    assertThat(trace.namespace.stat("/").getBytesBelow()).isEqualTo(12);
    assertThat(trace.namespace.stat("/").getQuota().getFiles()).isEqualTo(9);
    assertThat(trace.namespace.stat("/a").getBytesBelow()).isEqualTo(5);
    assertThat(trace.namespace.recomputeHash()).isEqualTo(trace.namespace.stateHash());
  }
}

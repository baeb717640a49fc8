package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sandstore.wire.DefiniteFailure;

/** What a put would be refused for is known before its bytes travel. */
class BeforePutTest {
  private final Trace trace = new Trace();

  @BeforeEach
  void fill() {
    for (String line :
        List.of(
            "open alice 60000",
            "mkdir -p /q/below",
            "quota /q 2 100000",
            "put /q/a a 50000",
            "put /f b 5")) {
      trace.run(line);
    }
  }

  private void refused(String path, long length, String why) {
    Namespace before = trace.namespace;
    assertThatThrownBy(() -> before.beforePut(path, length))
        .isInstanceOf(DefiniteFailure.class)
        .hasMessageContaining(why);
  }

  @Test
  void nothingIsThereOrTheVersionThatWouldGo() {
    assertThat(trace.namespace.beforePut("/new", 5).getPath()).isEmpty();
    assertThat(trace.namespace.beforePut("/f", 1L << 40).getPath()).isEqualTo("/f");
    assertThat(trace.namespace.beforePut("/q/below/b", 50_000).getPath()).isEmpty();
    assertThat(trace.namespace.beforePut("/q/a", 100_000).getEtag()).isPositive();
  }

  @Test
  void whatThePutWouldBeRefusedFor() {
    refused("/no/such/file", 5, "no such file or folder: /no");
    refused("/no/file", 5, "no such folder: /no");
    refused("/f/x", 5, "not a folder: /f");
    refused("/q", 5, "is a folder: /q");
    refused("/", 5, "is a folder: /");
    refused("/q/b", 50_001, "folder /q would hold 100001 bytes");
    refused("/a//b", 5, "a path has no empty names");
    refused("/new", -1, "no file has 18446744073709551615 bytes");
  }

  @Test
  void aLookChangesNothing() {
    long hash = trace.namespace.stateHash();
    assertThat(trace.namespace.beforePut("/new", 5).getPath()).isEmpty();
    assertThat(trace.namespace.stateHash()).isEqualTo(hash);
    assertThat(trace.namespace.files()).isEqualTo(2);
  }
}

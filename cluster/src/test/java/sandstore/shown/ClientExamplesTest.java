package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.client.Call;
import sandstore.client.StoreClient;
import sandstore.proto.Address;
import sandstore.proto.Failure;
import sandstore.proto.StateRequest;
import sandstore.wire.Channels;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.Token;

/** Each of the examples, and what the namespace promises, against three real nodes. */
final class ClientExamplesTest {
  private static final long BYTES = 40L << 20;

  @TempDir Path folder;

  @Test
  void theExamplesWork() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --nodes 3 --chunk-size 64KiB");
      Token token = new Token(Files.readString(folder.resolve("home").resolve("token")).strip());
      try (Channels channels = ClientExamples.connect(addresses(lab), token);
          StoreClient store = ClientExamples.client(channels)) {
        Path big = lab.bigFile("BIG", BYTES); // 640 chunks: their list is packed
        Set<String> screen = ConcurrentHashMap.newKeySet();
        ClientExamples.storeAndFetch(store, big, lab.path("COPY"), screen::add);
        assertThat(screen).contains(Files.size(big) + " of " + Files.size(big));
        assertThat(Files.mismatch(big, lab.path("COPY"))).isEqualTo(-1);
        byte[] all = Files.readAllBytes(big);
        assertThat(ClientExamples.tail(store, "/big", 100_000))
            .isEqualTo(java.util.Arrays.copyOfRange(all, all.length - 100_000, all.length));

        ClientExamples.put(store, "/counter", "41", 0L);
        assertThat(ClientExamples.increment(store, "/counter").getVersion()).isEqualTo(2);
        ClientExamples.storeMany(store, 0);
        lab.ok("mkdir /many");
        ClientExamples.storeMany(store, 60);
        assertThat(ClientExamples.countEntries(store, "/many")).isEqualTo(60);
        ClientExamples.removeForCertain(store, "/many");

        assertThat(ClientExamples.cancelHalfway(store, big)).isTrue();
        assertThatThrownBy(() -> store.stat("/cancelled", Call.DEFAULT))
            .isInstanceOfSatisfying(
                DefiniteFailure.class, e -> assertThat(e.code()).isEqualTo(Failure.Code.NOT_FOUND));
      }
      commands(lab);
      ViewIsTrue.at("the examples are done", lab);
    }
  }

  private static List<Address> addresses(TestLab lab) {
    List<Address> nodes = new ArrayList<>();
    for (NodeId node : lab.view().nodes().keySet()) {
      int port =
          lab.cluster().calls().observe(node).state(StateRequest.getDefaultInstance()).getPort();
      nodes.add(
          Address.newBuilder().setNode(node.name()).setHost("127.0.0.1").setPort(port).build());
    }
    return nodes;
  }

  /** The same as a person types it. */
  private static void commands(TestLab lab) {
    lab.ok("put --text hello /once --if-etag none");
    assertThat(lab.run("put --text hello /once --if-etag none").message()).contains("etag");
    assertThat(lab.run("put --text hello /once --if-etag soon").status()).isEqualTo(2);

    lab.ok("cat /once --range 1-3");
    assertThat(field(lab, "cat", "text")).isEqualTo("ell");
    lab.ok("cat /once --range -2");
    assertThat(field(lab, "cat", "text")).isEqualTo("lo");
    lab.ok("get /big PART --range 65530-65541");
    assertThat(lab.path("PART")).hasSize(12);
    assertThat(lab.run("get /big PART --range 9-1").status()).isEqualTo(2);

    lab.ok("mkdir /q; quota /q --files 2 --bytes 10");
    lab.ok("put --text 12345 /q/a");
    definite(lab, "put --text 123456 /q/b", "10 bytes");
    lab.ok("put --text '' /q/b");
    definite(lab, "mv /once /q/c", "2 files");
    lab.ok("ls /q --limit 1");
    assertThat(field(lab, "ls", "last")).isEqualTo("a");
    assertThat(field(lab, "ls", "more")).isEqualTo(true);
    lab.ok("ls /q --after a");
    assertThat(field(lab, "ls", "more")).isEqualTo(false);
    assertThat((List<?>) field(lab, "ls", "entries")).hasSize(1);
    lab.ok("quota /q --off; mv /once /q/c; append --text ' again' /q/c; cat /q/c");
    assertThat(field(lab, "cat", "text")).isEqualTo("hello again");

    lab.ok("loglevel all debug entries");
    lab.ok("metrics leader --over 10ms");
    Object nodes = field(lab, "metrics", "nodes");
    assertThat(String.valueOf(nodes)).contains("calls.latency", "CommitFile", "heap.used");
    Path log = lab.path("home").resolve("node1").resolve("logs").resolve("node1.log");
    assertThat(log)
        .content(StandardCharsets.UTF_8)
        .contains("elections: ", "files: /big version 1");
  }

  private static Object field(TestLab lab, String kind, String name) {
    return java.util.Objects.requireNonNull(lab.result(kind).fields().get(name));
  }

  private static void definite(TestLab lab, String line, String why) {
    var ending = lab.run(line);
    assertThat(ending.status()).as(line).isEqualTo(1);
    assertThat(ending.message()).contains("quota", why);
  }
}

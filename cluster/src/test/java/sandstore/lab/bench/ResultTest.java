package sandstore.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sandstore.lab.Shape;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

final class ResultTest {
  private static final Load PUTS =
      new Load(Load.Work.PUTS, 4, 64 << 20, Duration.ofSeconds(10), Duration.ofSeconds(5));

  private static Result result() {
    Tally tally = new Tally(List.of(Kind.PUT));
    for (int i = 1; i <= 100; i++) {
      tally.done(Kind.PUT, i * 1_000_000L, 10_000_000);
    }
    tally.failed(new DefiniteFailure(Failure.Code.NO_SPACE, "the disk is full"));
    Map<String, Double> cpu = new LinkedHashMap<>();
    cpu.put("node1", 4.0);
    cpu.put("client and lab", 2.0);
    return new Result(
        PUTS,
        Promise.of(PUTS.work(), Shape.usual("raft", 3)),
        10,
        Map.of(Kind.PUT, tally.of(Kind.PUT)),
        tally.failures(),
        cpu,
        Map.of("node1", 150.0));
  }

  @Test
  void aPersonReadsRatesLatenciesPromiseAndCosts() {
    assertThat(result().describe())
        .containsExactly(
            "            count     ops/s       MB/s      p50 ms       p90       p99     p99.9       max",
            "put           100      10.0      100.0       50.00     90.05     99.02    100.01    100.01",
            "promised: each chunk fsynced with its CRC32C on 3 nodes (acknowledged with 2 or more),"
                + " metadata fsynced on 2 of 3 voters",
            "processor: node1 4.00 s, client and lab 2.00 s; 60.000 s per 1000 operations,"
                + " 6.000 s per GB",
            "memory at most: node1 150 MiB",
            "failed: {NO_SPACE=1}");
  }

  @Test
  void aSpreadsheetGetsAsManyFieldsAsTheHeaderNames() {
    List<String> lines = result().csv();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .startsWith("puts,put,4,67108864,10.000,100,1,10.0,100000000,50.004,")
        .endsWith(",6.00,6.000,60.000,\"" + result().promise() + "\"");
    int withoutPromise = lines.get(0).indexOf('"');
    assertThat(lines.get(0).substring(0, withoutPromise).split(",", -1))
        .hasSameSizeAs(Result.CSV_HEADER.split(","));
  }

  @Test
  void whatIsPromisedDependsOnTheTopology() {
    assertThat(Promise.of(Load.Work.CREATES, Shape.usual("raft", 5)))
        .isEqualTo("metadata fsynced on 3 of 5 voters");
    assertThat(Promise.of(Load.Work.STATS, Shape.usual("basic", 1))).isEqualTo("from the one node");
    assertThat(Promise.of(Load.Work.PUTS, Shape.usual("replicated", 3)))
        .endsWith("metadata fsynced on every node that is believed alive");
  }

  @Test
  void nothingMovedHasNoCostAByte() {
    Result none = new Result(PUTS, "", 1, Map.of(), Map.of(), Map.of("node1", 1.0), Map.of());
    assertThat(none.fields()).doesNotContainKeys("cpuSecondsPerGB", "cpuSecondsPer1000");
    assertThat(none.describe()).contains("processor: node1 1.00 s");
  }
}

package sandstore.node.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.wire.RingFormat;

class RingFileTest {
  private static final int SMALL = RingFormat.SEGMENTS * 256;

  @TempDir Path folder;

  @Test
  void keepsTheNewestRecordsInOrderWithoutAHole() throws IOException {
    Path file = folder.resolve("ring");
    try (RingFile ring = RingFile.open(file, SMALL)) {
      for (int i = 1; i <= 1000; i++) {
        assertThat(ring.append(record(i))).isTrue();
        assertThat(numbers(ring.records(first -> false)))
            .endsWith((long) i)
            .isEqualTo(run(numbers(ring.records(first -> false)).get(0), i));
      }
    }
    assertThat(Files.size(file)).isEqualTo(SMALL);
    assertThat(numbers(foreign(file))).hasSizeGreaterThan(80).endsWith(1000L);
  }

  @Test
  void readsOnlyTheSegmentsThatAreAskedFor() throws IOException {
    try (RingFile ring = RingFile.open(folder.resolve("ring"), SMALL)) {
      for (int i = 1; i <= 1000; i++) {
        ring.append(record(i));
      }
      List<Long> some = numbers(ring.records(first -> number(first) <= 990));
      assertThat(some).contains(990L).endsWith(1000L).hasSizeLessThan(40);
    }
  }

  @Test
  void goesOnWhereAnEarlierProcessEnded() throws IOException {
    Path file = folder.resolve("ring");
    for (int i = 1; i <= 200; i++) {
      try (RingFile ring = RingFile.open(file, SMALL)) {
        ring.append(record(i));
      }
    }
    List<Long> kept = numbers(foreign(file));
    assertThat(kept).isEqualTo(run(kept.get(0), 200)).hasSizeGreaterThan(80);
  }

  @Test
  void leavesOutATornLastRecordAndWritesOverIt() throws IOException {
    Path file = folder.resolve("ring");
    try (RingFile ring = RingFile.open(file, SMALL)) {
      for (int i = 1; i <= 3; i++) {
        ring.append(record(i));
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    int second = RingFormat.HEADER_BYTES + RingFormat.RECORD_HEADER_BYTES + record(1).length;
    bytes[second + RingFormat.RECORD_HEADER_BYTES] ^= 1;
    Files.write(file, bytes);
    assertThat(numbers(foreign(file))).containsExactly(1L);

    // The third one was whole, but what follows a lost one may not come back.
    try (RingFile ring = RingFile.open(file, SMALL)) {
      ring.append(record(7));
    }
    assertThat(numbers(foreign(file))).containsExactly(1L, 7L);
  }

  @Test
  void refusesARecordThatNoSegmentCanHold() throws IOException {
    try (RingFile ring = RingFile.open(folder.resolve("ring"), SMALL)) {
      assertThat(ring.append(new byte[300])).isFalse();
      assertThat(ring.append(record(1))).isTrue();
      assertThat(numbers(ring.records(first -> false))).containsExactly(1L);
    }
  }

  @Test
  void anEmptyFileHasNoRecords() {
    assertThat(RingFormat.read(ByteBuffer.allocate(0))).isEmpty();
    assertThat(RingFormat.read(ByteBuffer.allocate(SMALL))).isEmpty();
  }

  /** The writer is another process, read while it writes, and killed in the middle of it. */
  @Test
  void whatAKilledProcessWroteIsThere() throws Exception {
    Path file = folder.resolve("ring");
    Path said = folder.resolve("said");
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RingWriter.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(said.toFile())
            .start();
    try {
      AtomicInteger reads = new AtomicInteger();
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                List<Long> seen = Files.exists(file) ? numbers(foreign(file)) : List.of();
                if (seen.isEmpty()) {
                  return false;
                }
                long last = seen.get(seen.size() - 1);
                assertThat(seen).isEqualTo(run(seen.get(0), last));
                return reads.incrementAndGet() >= 20 && last > 20_000;
              });
      writer.destroyForcibly();
      assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
      List<Long> left = numbers(foreign(file));
      long last = left.get(left.size() - 1);
      assertThat(left).isEqualTo(run(left.get(0), last));
      assertThat(last).isGreaterThanOrEqualTo(lastLine(said));
    } finally {
      writer.destroyForcibly();
    }
  }

  private static long lastLine(Path said) throws IOException {
    List<String> lines = Files.readAllLines(said);
    assertThat(lines).isNotEmpty();
    return Long.parseLong(lines.get(lines.size() - 1));
  }

  /** Writes 1, 2, 3 .. and says every thousandth after it is in the ring. */
  static final class RingWriter {
    public static void main(String[] args) throws IOException {
      RingFile ring = RingFile.open(Path.of(args[0]), RingFormat.SEGMENTS * 4096);
      for (long i = 1; ; i++) {
        ring.append(record(i));
        if (i % 50 == 0) {
          LockSupport.parkNanos(1); // who reads front to back would else be lapped
        }
        if (i % 1000 == 0) {
          System.out.print(i + "\n");
          System.out.flush();
        }
      }
    }
  }

  private static byte[] record(long n) {
    return ByteBuffer.allocate(8 + (int) (n % 5)).putLong(n).array();
  }

  private static long number(byte[] record) {
    return ByteBuffer.wrap(record).getLong();
  }

  private static List<Long> numbers(List<byte[]> records) {
    return records.stream().map(RingFileTest::number).toList();
  }

  private static List<byte[]> foreign(Path file) throws IOException {
    return RingFormat.read(ByteBuffer.wrap(Files.readAllBytes(file)));
  }

  private static List<Long> run(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}

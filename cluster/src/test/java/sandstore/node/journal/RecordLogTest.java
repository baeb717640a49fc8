package sandstore.node.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sandstore.node.disk.SystemDisk;
import sandstore.node.disk.TroubledDisk;

/** Each test tells what was done to a log and how it looks afterwards, in a line. */
class RecordLogTest {
  private static final int SEGMENT = 200; // bytes: three or four entries

  @TempDir Path temp;
  private Path folder;
  private RecordLog log;

  @BeforeEach
  void fresh() throws IOException {
    folder = temp.resolve("log");
    open();
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  @Test
  void isEmptyAtFirst() throws IOException {
    assertThat(picture()).isEqualTo("1..0 []");
    reopen();
    assertThat(picture()).isEqualTo("1..0 []");
    assertThat(log.get(1)).isNull();
    assertThat(log.term(1)).isZero();
  }

  @Test
  void keepsWhatWasAppended() throws IOException {
    append(1, 1, 3);
    append(4, 2, 10);
    assertThat(picture()).isEqualTo("1..10 [1:t1 4:t2]");
    reopen();
    assertThat(picture()).isEqualTo("1..10 [1:t1 4:t2]");
    assertThat(text(4)).isEqualTo("entry 4 of term 2");
    append(11, 2, 11);
    assertThat(picture()).isEqualTo("1..11 [1:t1 4:t2]");
  }

  @Test
  void refusesGapsAndFallingTerms() throws IOException {
    append(1, 3, 5);
    assertThatThrownBy(() -> append(7, 3, 7)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> append(6, 2, 6)).isInstanceOf(IllegalArgumentException.class);
    append(6, 3, 6);
    assertThat(picture()).isEqualTo("1..6 [1:t3]");
  }

  @Test
  void forgetsASuffixAndGoesOn() throws IOException {
    append(1, 1, 9);
    log.truncateSuffix(4);
    assertThat(picture()).isEqualTo("1..4 [1:t1]");
    reopen();
    append(5, 2, 6);
    assertThat(picture()).isEqualTo("1..6 [1:t1 5:t2]");
    reopen();
    assertThat(text(5)).isEqualTo("entry 5 of term 2");
    log.truncateSuffix(0);
    assertThat(picture()).isEqualTo("1..0 []");
    append(1, 2, 1);
    reopen();
    assertThat(picture()).isEqualTo("1..1 [1:t2]");
  }

  @Test
  void forgetsAPrefixAndGivesTheSpaceBack() throws IOException {
    append(1, 1, 4);
    append(5, 2, 20);
    long before = segments().size();
    log.truncatePrefix(18);
    assertThat(picture()).isEqualTo("18..20 [18:t2]");
    assertThat(segments().size()).isLessThan((int) before);
    assertThat(log.get(17)).isNull();
    reopen();
    assertThat(picture()).isEqualTo("18..20 [18:t2]");
    log.truncatePrefix(21);
    assertThat(picture()).isEqualTo("21..20 []");
    assertThat(segments()).isEmpty();
    reopen();
    append(21, 5, 21);
    assertThat(picture()).isEqualTo("21..21 [21:t5]");
  }

  @Test
  void beginsAnewElsewhere() throws IOException {
    append(1, 1, 9);
    log.reset(6);
    assertThat(picture()).isEqualTo("6..5 []");
    append(6, 4, 7);
    reopen();
    assertThat(picture()).isEqualTo("6..7 [6:t4]");
    log.truncatePrefix(100);
    reopen();
    assertThat(picture()).isEqualTo("100..99 []");
  }

  @Test
  void anOldGenerationThatOutlivedACrashIsNotTheLog() throws IOException {
    append(1, 1, 9);
    List<byte[]> old = new ArrayList<>();
    List<Path> names = segments();
    for (Path p : names) {
      old.add(Files.readAllBytes(p));
    }
    log.reset(4);
    for (int i = 0; i < old.size(); i++) {
      Files.write(names.get(i), old.get(i));
    }
    reopen();
    assertThat(picture()).isEqualTo("4..3 []");
    assertThat(segments()).isEmpty();
  }

  @Test
  void aPrefixThatOutlivedACrashIsNotTheLog() throws IOException {
    append(1, 1, 20);
    Path oldest = segments().get(0);
    byte[] bytes = Files.readAllBytes(oldest);
    log.truncatePrefix(18);
    Files.write(oldest, bytes);
    reopen();
    assertThat(picture()).isEqualTo("18..20 [18:t1]");
    assertThat(oldest).doesNotExist();
  }

  /** kill -9 in the middle of an append: any part of an unacknowledged record may be there. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 12, 24, 30, 40})
  void aTornTailThatNobodyWasPromisedIsCut(int bytes) throws IOException {
    append(1, 1, 6);
    byte[] record = lastRecord();
    log.close();
    try (FileChannel c = FileChannel.open(newest(), StandardOpenOption.APPEND)) {
      c.write(ByteBuffer.wrap(record, 0, Math.min(bytes, record.length - 1)));
    }
    open();
    assertThat(picture()).isEqualTo("1..6 [1:t1]");
    append(7, 2, 7);
    reopen();
    assertThat(picture()).isEqualTo("1..7 [1:t1 7:t2]");
  }

  @Test
  void aHoleAtTheEndIsCut() throws IOException {
    append(1, 1, 6);
    log.close();
    try (FileChannel c = FileChannel.open(newest(), StandardOpenOption.WRITE)) {
      c.write(ByteBuffer.allocate(4096), c.size());
    }
    open();
    assertThat(picture()).isEqualTo("1..6 [1:t1]");
  }

  @Test
  void aNewSegmentThatACrashLeftWithoutRecordsIsNoDamage() throws IOException {
    append(1, 1, 6);
    log.close();
    Files.write(folder.resolve("g000001-000000000000000007.log"), new byte[5]);
    open();
    assertThat(picture()).isEqualTo("1..6 [1:t1]");
    append(7, 1, 9);
    reopen();
    assertThat(picture()).isEqualTo("1..9 [1:t1]");
  }

  /** Written and never acknowledged, since the process died before the witness was. */
  @Test
  void wholeRecordsBeyondTheWitnessAreKeptAndThenPromised() throws IOException {
    append(1, 1, 5);
    log.close();
    byte[] witness = Files.readAllBytes(folder.resolve("witness"));
    open();
    append(6, 1, 6);
    log.close();
    Files.write(folder.resolve("witness"), witness);
    open();
    assertThat(picture()).isEqualTo("1..6 [1:t1]");
    log.close();
    cut(newest(), 1);
    assertRefused("entries up to 6 were durable, but the log ends at 5");
  }

  interface Damage {
    void to(RecordLogTest test) throws IOException;
  }

  record Case(String name, Damage damage, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> damages() {
    return Stream.of(
        new Case("last byte cut", t -> t.cut(t.newest(), 1), "durable, but the log ends at 19"),
        new Case("last record cut", t -> t.cut(t.newest(), 41 + 1), "but the log ends at 19"),
        new Case("file emptied", t -> t.cut(t.newest(), Integer.MAX_VALUE), "header is damaged"),
        new Case("newest file deleted", t -> Files.delete(t.newest()), "cut off or missing"),
        new Case("oldest file deleted", t -> Files.delete(t.segments().get(0)), "are missing"),
        new Case("middle file deleted", t -> Files.delete(t.segments().get(1)), "are missing"),
        new Case("bit flipped in a payload", t -> t.flip(t.segments().get(1), -1), "bad checksum"),
        new Case(
            "bit flipped in a length", t -> t.flip(t.segments().get(1), 32), "length is damaged"),
        new Case("bit flipped in a header", t -> t.flip(t.segments().get(1), 9), "header"),
        new Case("tail zeroed", t -> t.zero(t.newest(), 42), "is a hole"),
        new Case(
            "file replaced by its neighbour",
            t -> Files.write(t.segments().get(2), Files.readAllBytes(t.segments().get(1))),
            "header is damaged"),
        new Case("witness deleted", t -> Files.delete(t.folder.resolve("witness")), "is missing"),
        new Case(
            "witness zeroed",
            t -> Files.write(t.folder.resolve("witness"), new byte[12288]),
            "witness is damaged"),
        new Case(
            "all segments deleted",
            t -> {
              for (Path p : t.segments()) {
                Files.delete(p);
              }
            },
            "durable, but the log ends at 0"));
  }

  /** Rule 19: what is damaged is refused, and nothing is changed by the look at it. */
  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("damages")
  void damageIsRefused(Case c) throws IOException {
    append(1, 1, 20);
    log.close();
    c.damage.to(this);
    String before = listing();
    assertRefused(c.reason);
    assertRefused(c.reason);
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void anOldCopyOfTheFilesIsRefused() throws IOException {
    append(1, 1, 2);
    log.close();
    byte[] old = Files.readAllBytes(newest());
    open();
    append(3, 1, 3);
    log.close();
    Files.write(newest(), old);
    assertRefused("entries up to 3 were durable, but the log ends at 2");
  }

  @Test
  void anotherLogOfTheSameLengthIsRefused() throws IOException {
    append(1, 1, 3);
    log.close();
    byte[] old = Files.readAllBytes(newest());
    open();
    log.truncateSuffix(2);
    append(3, 2, 3);
    log.close();
    Files.write(newest(), old);
    assertRefused("entry 3 was of term 2, but the log has one of term 1");
  }

  @Test
  void damageThatComesLaterIsSeenByTheRead() throws IOException {
    append(1, 1, 5);
    flip(segments().get(0), 32 + 8 + 16 + 2);
    assertThatThrownBy(() -> log.get(1))
        .isInstanceOf(QuarantinedException.class)
        .hasMessageContaining("record 1 was damaged");
    assertThat(text(2)).isEqualTo("entry 2 of term 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void anySingleSlotOfTheWitnessMayTear(int slot) throws IOException {
    append(1, 1, 6);
    log.close();
    try (FileChannel c = FileChannel.open(folder.resolve("witness"), StandardOpenOption.WRITE)) {
      c.write(ByteBuffer.allocate(20), slot * 4096L + 16);
    }
    open();
    assertThat(picture()).isEqualTo("1..6 [1:t1]");
  }

  @Test
  void afterAFailedForceItRefusesEveryChange() throws IOException {
    log.close();
    TroubledDisk disk = new TroubledDisk();
    log = RecordLog.open(disk, folder, SEGMENT);
    append(1, 1, 2);
    disk.failing = "force ";
    assertThatThrownBy(() -> append(3, 1, 3)).isInstanceOf(IOException.class);
    disk.failing = "";
    assertThatThrownBy(() -> append(3, 1, 3)).hasMessageContaining("refuses changes");
    assertThatThrownBy(() -> log.truncateSuffix(0)).hasMessageContaining("refuses changes");
    assertThat(picture()).isEqualTo("1..2 [1:t1]");
  }

  private void open() throws IOException {
    log = RecordLog.open(new SystemDisk(), folder, SEGMENT);
  }

  private void reopen() throws IOException {
    log.close();
    open();
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(this::open)
        .isInstanceOf(QuarantinedException.class)
        .hasMessageContaining(reason);
  }

  /** One at a time, as an idle cluster would. */
  private void append(long from, long term, long to) throws IOException {
    for (long i = from; i <= to; i++) {
      String payload = "entry " + i + " of term " + term;
      log.append(List.of(new RecordLog.Entry(i, term, payload.getBytes(UTF_8))));
    }
  }

  private String text(long index) throws IOException {
    return new String(Objects.requireNonNull(log.get(index)).payload(), UTF_8);
  }

  private String picture() {
    return log.firstIndex()
        + ".."
        + log.lastIndex()
        + " "
        + log.terms().stream()
            .map(r -> r.getFirst() + ":t" + r.getTerm())
            .toList()
            .toString()
            .replace(",", "");
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(p -> p.toString().endsWith(".log")).sorted().toList();
    }
  }

  private Path newest() throws IOException {
    List<Path> all = segments();
    return all.get(all.size() - 1);
  }

  private byte[] lastRecord() throws IOException {
    byte[] all = Files.readAllBytes(newest());
    int length = 8 + 16 + "entry 6 of term 1".length();
    return java.util.Arrays.copyOfRange(all, all.length - length, all.length);
  }

  private void cut(Path file, int bytes) throws IOException {
    try (FileChannel c = FileChannel.open(file, StandardOpenOption.WRITE)) {
      c.truncate(Math.max(0, c.size() - bytes));
    }
  }

  /** From the end when negative. */
  private void flip(Path file, int at) throws IOException {
    byte[] all = Files.readAllBytes(file);
    all[at < 0 ? all.length + at : at] ^= 4;
    Files.write(file, all, StandardOpenOption.WRITE);
  }

  private void zero(Path file, int lastBytes) throws IOException {
    byte[] all = Files.readAllBytes(file);
    java.util.Arrays.fill(all, all.length - lastBytes, all.length, (byte) 0);
    Files.write(file, all, StandardOpenOption.WRITE);
  }

  private String listing() throws IOException {
    StringBuilder out = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path p : files.sorted().toList()) {
        out.append(p.getFileName()).append(' ').append(Files.size(p)).append('\n');
      }
    }
    return out.toString();
  }
}

package sandstore.node.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alipay.sofa.jraft.entity.PeerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sandstore.node.disk.SystemDisk;
import sandstore.node.journal.QuarantinedException;
import sandstore.node.journal.RecordLog;
import sandstore.proto.Event;
import sandstore.wire.NodeId;

/** Term and vote: what was promised is kept, and what was damaged is refused. */
class RaftMetaTest {
  private static final int SLOT = 4096;
  private static final PeerId SELF = Peers.of(NodeId.of(1));
  private static final PeerId OTHER = Peers.of(NodeId.of(2));

  @TempDir Path temp;
  private final List<String> told = new ArrayList<>();
  private Path file;
  private RecordLog log;
  private RaftMeta meta;

  @BeforeEach
  void fresh() throws IOException {
    file = temp.resolve("meta");
    log = RecordLog.open(new SystemDisk(), temp.resolve("log"));
    open(0);
  }

  @AfterEach
  void close() throws IOException {
    meta.shutdown();
    log.close();
  }

  private void open(long termSeen) throws IOException {
    meta =
        RaftMeta.open(
            new SystemDisk(),
            file,
            log,
            termSeen,
            SELF,
            this::tell,
            term -> told.add("stands in " + term),
            new FailStop(this::tell, () -> told.add("fatal")));
  }

  private void tell(Event.Builder event) {
    told.add(
        switch (event.getKindCase()) {
          case TERM_ADVANCED -> "term " + event.getTermAdvanced().getTerm();
          case VOTE_CAST ->
              "vote for "
                  + event.getVoteCast().getCandidate()
                  + " in "
                  + event.getVoteCast().getTerm();
          default -> event.getKindCase().name();
        });
  }

  private String picture() {
    return "term " + meta.getTerm() + " vote " + Peers.name(meta.getVotedFor());
  }

  @Test
  void promisesOutliveTheProcess() throws IOException {
    assertThat(picture()).isEqualTo("term 0 vote ");
    meta.setTermAndVotedFor(1, new PeerId());
    meta.setVotedFor(OTHER);
    meta.setTermAndVotedFor(2, SELF);
    meta.setTermAndVotedFor(3, new PeerId());
    assertThat(told)
        .containsExactly(
            "term 1",
            "vote for node2 in 1",
            "term 2",
            "vote for node1 in 2",
            "stands in 2",
            "term 3");
    meta.setVotedFor(OTHER);
    meta.shutdown();
    open(3);
    assertThat(picture()).isEqualTo("term 3 vote node2");
  }

  @Test
  void aTermNeverFalls() {
    meta.setTerm(4);
    assertThatThrownBy(() -> meta.setTerm(3)).isInstanceOf(IllegalArgumentException.class);
    assertThat(picture()).isEqualTo("term 4 vote ");
  }

  interface Damage {
    void to(Path file) throws IOException;
  }

  record Case(String name, Damage damage, String reason) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A crash between the two slots, or rot in one of them, loses nothing. */
  static Stream<Case> halfDamage() {
    return Stream.of(
        new Case("first slot flipped", f -> flip(f, 20), ""),
        new Case("second slot flipped", f -> flip(f, SLOT + 20), ""),
        new Case("first slot zeroed", f -> zero(f, 0, SLOT), ""),
        new Case("second slot zeroed", f -> zero(f, SLOT, SLOT), ""),
        new Case("second slot cut off", f -> Files.write(f, head(f, SLOT)), ""),
        new Case("padding flipped", f -> flip(f, SLOT - 1), ""));
  }

  @ParameterizedTest
  @MethodSource("halfDamage")
  void oneGoodSlotIsEnough(Case c) throws IOException {
    meta.setTermAndVotedFor(7, OTHER);
    meta.shutdown();
    c.damage.to(file);
    open(7);
    assertThat(picture()).isEqualTo("term 7 vote node2");
    meta.shutdown();
    flip(file, 20);
    open(7);
    assertThat(picture()).as("the other slot was made good").isEqualTo("term 7 vote node2");
  }

  static Stream<Case> damages() {
    return Stream.of(
        new Case("deleted", Files::delete, "are missing"),
        new Case("emptied", f -> Files.write(f, new byte[0]), "damaged in both places"),
        new Case("zeroed", f -> zero(f, 0, 2 * SLOT), "damaged in both places"),
        new Case(
            "both slots flipped",
            f -> {
              flip(f, 17);
              flip(f, SLOT + 17);
            },
            "damaged in both places"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damageIsRefused(Case c) throws IOException {
    meta.setTermAndVotedFor(7, OTHER);
    meta.shutdown();
    c.damage.to(file);
    assertRefused(7, c.reason);
  }

  @Test
  void anOldCopyIsRefusedEvenInTheSameTerm() throws IOException {
    meta.setTermAndVotedFor(7, new PeerId());
    byte[] old = Files.readAllBytes(file);
    meta.setVotedFor(OTHER);
    meta.shutdown();
    Files.write(file, old);
    assertRefused(7, "the log has seen version 3 of it, and this is 2");
  }

  @Test
  void aTermBehindTheLogIsRefused() throws IOException {
    meta.setTermAndVotedFor(7, OTHER);
    meta.shutdown();
    assertRefused(8, "there are entries of term 8, and this says 7");
  }

  private void assertRefused(long termSeen, String reason) {
    assertThatThrownBy(() -> open(termSeen))
        .isInstanceOf(QuarantinedException.class)
        .hasMessageContaining(reason);
  }

  private static byte[] head(Path file, int length) throws IOException {
    return java.util.Arrays.copyOf(Files.readAllBytes(file), length);
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] all = Files.readAllBytes(file);
    all[at] ^= 4;
    Files.write(file, all, StandardOpenOption.WRITE);
  }

  private static void zero(Path file, int from, int length) throws IOException {
    byte[] all = Files.readAllBytes(file);
    java.util.Arrays.fill(all, from, from + length, (byte) 0);
    Files.write(file, all, StandardOpenOption.WRITE);
  }
}

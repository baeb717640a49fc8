package sandstore.node.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.prove.nemesis.Damages;
import sandstore.node.journal.QuarantinedException;
import sandstore.wire.NodeId;

/**
 * Rule 19 on a running group: a member whose files were damaged while it was down refuses to start,
 * names what is wrong, and the others go on.
 */
class RaftDamageTest {
  private static final NodeId VICTIM = NodeId.of(3);

  @TempDir Path temp;
  private Path folder;

  @Test
  void aDamagedMemberRefusesAndTheGroupStaysUp() throws IOException {
    folder = temp.resolve("node3").resolve(RaftJournal.FOLDER);
    try (Group group = new Group(temp, 3)) {
      group.startAll();
      group.member(1).journal.elect();
      Group.Member leader = group.awaitLeader();
      long session = Group.openSession(leader);
      for (int i = 1; i <= 10; i++) {
        Group.make(leader, session, i);
      }
      group.awaitAgreement();
      group.member(VICTIM).journal.snapshot().join();
      Group.make(leader, session, 11);
      group.awaitAgreement();
      group.member(VICTIM).journal.snapshot().join();
      await().until(() -> group.member(VICTIM).state().getFirstIndex() > 5);
      group.stop(VICTIM);

      assertRefused(group, "log", () -> flip(newest("log", ".log"), -3));
      assertRefused(group, "log", () -> cut(newest("log", ".log")));
      assertRefused(group, "log", () -> deleteAll(folder.resolve("log")));
      assertRefused(group, "log", () -> Files.delete(folder.resolve("log").resolve("witness")));
      assertRefused(group, "meta", () -> Files.delete(folder.resolve("meta")));
      assertRefused(group, "meta", () -> Files.write(folder.resolve("meta"), new byte[8192]));
      assertRefused(group, "snapshot", () -> flip(newest("snapshots", ".snapshot"), 40));
      assertRefused(group, "snapshot", () -> deleteAll(folder.resolve("snapshots")));
      for (Damages.Harm harm : Damages.HARMS) {
        assertRefused(group, harm.what(), () -> harm.damage().to(temp.resolve("node3")));
      }

      Group.make(group.awaitLeader(), session, 12);
      group.start(VICTIM);
      group.awaitAgreement();
      assertThat(group.members()).noneMatch(m -> m.fatal.get());
    }
  }

  private interface Damage {
    void run() throws IOException;
  }

  /** Damages, tries, and puts all back as it was. */
  private void assertRefused(Group group, String what, Damage damage) throws IOException {
    Path copy = temp.resolve("copy");
    copyAll(folder, copy);
    damage.run();
    QuarantinedException refusal =
        catchThrowableOfType(QuarantinedException.class, () -> group.start(VICTIM));
    assertThat(refusal).isNotNull();
    assertThat(refusal.what()).isEqualTo(what);
    deleteAll(folder);
    copyAll(copy, folder);
    deleteAll(copy);
  }

  private Path newest(String subfolder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(subfolder))) {
      List<Path> sorted = files.filter(p -> p.toString().endsWith(suffix)).sorted().toList();
      return sorted.get(sorted.size() - 1);
    }
  }

  private static void flip(Path file, int at) throws IOException {
    byte[] all = Files.readAllBytes(file);
    all[at < 0 ? all.length + at : at] ^= 4;
    Files.write(file, all, StandardOpenOption.WRITE);
  }

  private static void cut(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(all, all.length - 100));
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path p : files.toList()) {
        Files.copy(p, to.resolve(from.relativize(p).toString()));
      }
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, java.io.IOException e)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

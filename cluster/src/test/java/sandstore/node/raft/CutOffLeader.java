package sandstore.node.raft;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import sandstore.node.journal.Journal.Outcome;
import sandstore.node.journal.Journal.Reading;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/** A leader without a majority, and what it tells a client. */
public final class CutOffLeader {
  private static final NodeId OLD = NodeId.of(1);
  private static final int TELLINGS = 6;

  private interface Story {
    void tell(Group group, Group.Member old, long session) throws Exception;
  }

  private CutOffLeader() {}

  /** On a busy machine an election may come in between; then the story is told anew. */
  private static void told(Story story) throws Exception {
    for (int left = TELLINGS - 1; ; left--) {
      try {
        toldOnce(story);
        return;
      } catch (CompletionException | ConditionTimeoutException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  private static void toldOnce(Story story) throws Exception {
    Path folder = Files.createTempDirectory("cut-off-leader");
    try (Group group = new Group(folder, 3)) {
      group.startAll();
      group.member(OLD).journal.elect();
      Group.Member old = group.awaitLeader();
      long session = Group.openSession(old);
      Group.make(old, session, 1);
      group.awaitAgreement();
      story.tell(group, old, session);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(p);
      }
    }
  }

  /** Invariant I2: no acknowledged write is lost. */
  public static void whatItAnswersIsKept() throws Exception {
    told(
        (group, old, session) -> {
          group.isolate(old.id);
          CompletableFuture<Outcome> asked = old.journal.propose(Group.makeFolder(session, 2));
          Group.Member next = awaitNext(group, old);
          Group.make(next, session, 3); // in the place of what the old one has
          group.heal();
          group.awaitAgreement();
          if (proposed(asked) == null && !isThere(next, 2)) {
            throw new AssertionError("/folder-2 was acknowledged and is lost");
          }
        });
  }

  /** Invariant I1: a read sees what was acknowledged before it. */
  public static void whatItReadsIsTheNewest() throws Exception {
    told(
        (group, old, session) -> {
          group.isolate(old.id);
          Group.Member next = awaitNext(group, old);
          Group.make(next, session, 2);
          CompletableFuture<Reading> read = old.journal.readLinearizable();
          if (ended(read) == null && !has(read.join(), 2)) {
            throw new AssertionError("/folder-2 was acknowledged, and a later read missed it");
          }
        });
  }

  /** Rule 8: "definitely not" is never said of what happened, or may still happen. */
  public static void whatItSaysDidNotHappenDidNotHappen() throws Exception {
    told(
        (group, old, session) -> {
          // It is heard and hears nothing: its entries arrive, and it cannot know.
          group.cut(List.of(NodeId.of(2), NodeId.of(3)), old.id);
          CompletableFuture<Outcome> asked = old.journal.propose(Group.makeFolder(session, 2));
          Throwable said = proposed(asked);
          await().until(() -> !old.journal.leads());
          group.heal();
          Group.Member next = group.awaitLeader();
          await()
              .until(
                  () -> {
                    CompletableFuture<Reading> read = next.journal.readLinearizable();
                    return ended(read) == null;
                  });
          if (said instanceof DefiniteFailure && isThere(next, 2)) {
            throw new AssertionError("/folder-2 is there, and it was said that it is not: " + said);
          }
        });
  }

  private static Group.Member awaitNext(Group group, Group.Member old) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> group.members().stream().anyMatch(m -> m != old && m.journal.leads()));
    Group.Member next =
        group.members().stream()
            .filter(m -> m != old && m.journal.leads())
            .findFirst()
            .orElseThrow();
    await().until(() -> ended(next.journal.readLinearizable()) == null);
    return next;
  }

  /** Like {@link #ended}, of what a leader was asked; one that led no more tells no story. */
  private static @Nullable Throwable proposed(CompletableFuture<Outcome> asked) {
    Throwable said = ended(asked);
    if (said instanceof DefiniteFailure e
        && (e.code() == Failure.Code.NOT_LEADER || e.code() == Failure.Code.NO_LEADER)) {
      throw new CompletionException("it did not lead any more", e);
    }
    return said;
  }

  /** Waits for it; null if it went well. */
  private static @Nullable Throwable ended(CompletableFuture<?> future) {
    try {
      future.join();
      return null;
    } catch (CompletionException e) {
      return e.getCause();
    }
  }

  private static boolean isThere(Group.Member at, long folder) {
    return has(at.journal.readLinearizable().join(), folder);
  }

  private static boolean has(Reading reading, long folder) {
    try {
      return reading.namespace().stat("/folder-" + folder).getFolder();
    } catch (DefiniteFailure e) {
      return false;
    }
  }
}

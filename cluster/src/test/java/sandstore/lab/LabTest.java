package sandstore.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab without a cluster: its home, and what it refuses. */
class LabTest {
  @TempDir Path home;
  private Lab lab;
  private final List<Reply> replies = new ArrayList<>();

  private LabSettings settings() {
    return new LabSettings(home, Path.of("java"), "", List.of(), home);
  }

  @BeforeEach
  void open() {
    lab = new Lab(settings());
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aSecondLabOnOneHomeIsToldWhoHasIt() {
    assertThatThrownBy(() -> new Lab(settings()))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            home + " is in use by another lab (process " + ProcessHandle.current().pid() + ")");
    lab.close();
    lab = new Lab(settings());
  }

  @Test
  void dataOfAnotherShapeIsNotTouched() throws IOException {
    StoredCluster.fresh(Shape.usual("raft", 5)).write(home.resolve("cluster.properties"));
    String before = Files.readString(home.resolve("cluster.properties"));

    assertThatThrownBy(() -> lab.up(Shape.usual("raft", 3), (done, total, what) -> {}))
        .isInstanceOfSatisfying(
            Refusal.class,
            e ->
                assertThat(e.hint())
                    .isEqualTo(
                        "up raft --nodes 5 --zones 5 --replicas 3 goes on with it; reset removes"
                            + " it"))
        .hasMessageEndingWith("raft of 5 nodes in 5 zones, 3 replicas");
    assertThat(Files.readString(home.resolve("cluster.properties"))).isEqualTo(before);
  }

  @Test
  void resetRemovesTheDataAndNothingElse() throws Exception {
    Shape shape = Shape.usual("raft", 3);
    StoredCluster.fresh(shape).write(home.resolve("cluster.properties"));
    Files.createDirectories(home.resolve("node1/chunks"));
    Files.writeString(home.resolve("node1/chunks/a"), "bytes");
    Files.writeString(home.resolve("history"), "mine");

    assertThat(lab.stored()).contains(shape);
    assertThat(lab.reset()).contains(shape);

    assertThat(lab.stored()).isEmpty();
    assertThat(home.resolve("node1")).doesNotExist();
    assertThat(home.resolve("history")).exists();
    assertThat(lab.reset()).isEmpty();
  }

  @Test
  void aClusterThatDoesNotStartLeavesNothing() {
    assertThatThrownBy(() -> lab.up(Shape.usual("basic", 0), (done, total, what) -> {}))
        .hasMessageContaining("node1 did not start: exit status");
    assertThat(lab.cluster()).isEmpty();
    assertThat(home.resolve("cluster.properties")).doesNotExist();
    assertThat(home.resolve("node1")).doesNotExist();
    assertThat(home.resolve("pids")).isEmptyFile();
  }

  @Test
  void mistypedLinesEndInOneLineAndAHint() {
    Lab.Ending ending = lab.run("# nothing\n frobnicate now", replies::add);
    assertThat(ending.status()).isEqualTo(2);
    assertThat(ending.message()).isEqualTo("there is no command frobnicate");
    assertThat(ending.hint()).isEqualTo("help lists all commands");
    assertThat(lab.run("put 'a", replies::add).status()).isEqualTo(2);
    assertThat(lab.run("", replies::add)).isEqualTo(Lab.Ending.OK);
    assertThat(replies).isEmpty();
  }
}

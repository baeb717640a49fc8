package sandstore.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a person gets wrong is told in a line, with a hint at most, and changes nothing. The lab
 * is a process of its own here; what it says is a golden text.
 */
class MistakesTest {
  @TempDir private Path scratch;
  private Path folder;
  private Path home;
  private LabProcess lab;

  @BeforeEach
  void makeFolders() throws IOException {
    folder = Files.createDirectories(scratch.toRealPath().resolve("work"));
    home = folder.resolveSibling("home");
    lab = new LabProcess(folder);
  }

  private LabProcess.Answer commands(String... lines) throws Exception {
    return lab.run("--home", home.toString(), "-k", "-c", String.join("\n", lines));
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(Path::getFileName).sorted().toList();
    }
  }

  @Test
  void withoutACluster() throws Exception {
    LabProcess.Answer answer =
        commands(
            "kil leader",
            "kill node1",
            "put X /x",
            "up rafty",
            "up raft --nodes 99",
            "up raft --nodes 0",
            "wait false within 60s",
            "expect job(9).done",
            "up raft --chunk-size 1B",
            "up raft --chunk-size big",
            "up raft --nodes two",
            "up raft --pace quick",
            "up raft --colour red",
            "up raft raft",
            "sample 10XB",
            "sample 99999999999999999999",
            "events --limit -4",
            "wait term == 1 within soon",
            "wait term > 1 && leadr == ''",
            "wait leader = 'node1'",
            "wait nodes.all(n, n.colour == 1)",
            "expect term == 1 --within 5s",
            "wait leader within",
            "status --jsn",
            "help kil");

    assertThat(answer.err())
        .isEqualTo(
            """
            refused: there is no command kil
              did you mean kill, skip?
            refused: no cluster is up
              start one: up raft --nodes 3
            refused: no cluster is up
              start one: up raft --nodes 3
            refused: there is no topology rafty
              topologies are basic, replicated, raft
            refused: raft runs 1 to 15 nodes, not 99
            refused: a cluster has at least one node, not 0
              up raft --nodes 3
            refused: no cluster is up
              start one: up raft --nodes 3
            refused: there is no job 9
              jobs lists them
            refused: a chunk is 64KiB to 64MiB
              the usual size is 8MiB
            refused: --chunk-size: "big" is no size; sizes look like 64KiB, 8MiB, 300MB
              usage: up [--lasting] [--bind=ADDRESS] [--chunk-size=SIZE] [--nodes=N] [--pace=PACE]\
             [--placement=POLICY] [--replicas=N] [--tls=DIR] [--zones=N] [TOPOLOGY] (more: help up)
            refused: --nodes: 'two' is not a whole number, or far too large
              usage: up [--lasting] [--bind=ADDRESS] [--chunk-size=SIZE] [--nodes=N] [--pace=PACE]\
             [--placement=POLICY] [--replicas=N] [--tls=DIR] [--zones=N] [TOPOLOGY] (more: help up)
            refused: there is no pace quick
              paces are fast, real, slow, manual
            refused: there is no option --colour
              usage: up [--lasting] [--bind=ADDRESS] [--chunk-size=SIZE] [--nodes=N] [--pace=PACE]\
             [--placement=POLICY] [--replicas=N] [--tls=DIR] [--zones=N] [TOPOLOGY] (more: help up)
            refused: 'raft' does not belong here
              usage: up [--lasting] [--bind=ADDRESS] [--chunk-size=SIZE] [--nodes=N] [--pace=PACE]\
             [--placement=POLICY] [--replicas=N] [--tls=DIR] [--zones=N] [TOPOLOGY] (more: help up)
            refused: SIZE: "10XB" is no size; sizes look like 64KiB, 8MiB, 300MB
              usage: sample SIZE [LOCAL] (more: help sample)
            refused: SIZE: 99999999999999999999 is too large; sizes look like 64KiB, 8MiB, 300MB
              usage: sample SIZE [LOCAL] (more: help sample)
            refused: --limit: '-4' is not a number from 1 to 999999
              usage: events [--all] [--follow] [--grep=WORD] [--limit=N] [--node=NODE] (more:\
             help events)
            refused: "soon" is no duration
              durations look like 200ms, 5s, 2m
            refused: there is no name leadr (at character 13)
              did you mean leader? known names: topology, leader, leaders, term, nodes, faults,\
             files, chunks, underReplicated, corrupt, orphans, draining, drained,\
             awaited, quorum, voters, learners, elections, operations, held, health, unsafe,\
             node(..), job(..)
            refused: equality is written == (at character 8)
              as in leader == 'node1'
            refused: there is no field colour (at character 15)
              node has id, pid, zone, role, alive, process, term, firstIndex, lastIndex,\
             commitIndex, appliedIndex, votedFor, leader, matchIndex, files, chunks, disk,\
             skewMillis, incarnation, slow, ordersPending
            refused: there is no option --within
              how long stands at the end: wait leader != '' within 5s
            refused: within how long?
              how long stands at the end: wait leader != '' within 5s
            refused: there is no option --jsn
              did you mean --json?
            refused: there is no command kil
              did you mean kill, skip?
            """);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.status()).isEqualTo(2);
    assertThat(entries(folder)).isEmpty();
    assertThat(entries(home)).containsExactly(Path.of("lab.lock"), Path.of("lab.log"));
  }

  @Test
  void aNameThatNoFileCanHave() throws Exception {
    Path script = Files.writeString(folder.resolve("odd.lab"), "sample 1KiB a\0b");

    LabProcess.Answer answer = lab.run("--home", home.toString(), script.toString());

    assertThat(answer.err()).startsWith("refused: no local file can be called a");
    assertThat(answer.status()).isEqualTo(2);
  }

  @Test
  void withACluster() throws Exception {
    Files.createDirectory(folder.resolve("dir"));
    Files.writeString(folder.resolve("file"), "hello");

    LabProcess.Answer answer =
        commands(
            "up basic",
            "kill node9",
            "put nope /x",
            "put dir /x",
            "put file /x --at node8",
            "sample 1KiB file",
            "slow node1 -> client 12",
            "slow node1 client 12ms",
            "lose node1 -> client 200%",
            "cut node1 -> node1",
            "partition node1",
            "resume node1",
            "start node1",
            "wipe node1",
            "up basic",
            "ls --json",
            "wait files == 0 within 30s",
            "status");

    assertThat(answer.err().lines().filter(MistakesTest::isNoNote))
        .containsExactly(
            "refused: there is no node9",
            "  nodes are node1, also leader, follower, followers, any, all",
            "refused: there is no file " + folder.resolve("nope"),
            "  a file to play with: sample 20MiB",
            "refused: " + folder.resolve("dir") + " is a folder; put stores one file",
            "  a file to play with: sample 20MiB",
            "refused: there is no node8",
            "  nodes are node1, also leader, follower, followers, any, all",
            "refused: " + folder.resolve("file") + " exists already, and is another file",
            "  give another name: sample 20MiB other.bin",
            "refused: \"12\" is no duration",
            "  durations look like 200ms, 5s, 2m",
            "refused: a link is two names and an arrow",
            "  like this: node1 -> node2, or both ways: node1 <-> node2",
            "refused: \"200%\" is no part of a hundred",
            "  a part from 0% to 100%, with its sign, after the link: node1 -> node2 20%",
            "refused: a node has no link to itself",
            "  like this: node1 -> node2, or both ways: node1 <-> node2",
            "refused: a partition has two sides at least",
            "  like this: partition node1,node2 | node3,node4,node5",
            "refused: node1 is not paused",
            "refused: node1 is running already",
            "refused: node1 is running",
            "  stop node1 first",
            "refused: a cluster is up already",
            "  down takes it down");
    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.out()).contains("\"entries\":[]", "faults: none", "files 0");

    // The data is there now; another shape does not fit it.
    LabProcess.Answer other = commands("up raft --nodes 3");
    assertThat(other.err().lines().filter(MistakesTest::isNoNote))
        .containsExactly(
            "refused: "
                + home
                + " holds the data of another cluster: basic of 1 node in 1 zone, 1 replica",
            "  up basic --nodes 1 --zones 1 --replicas 1 goes on with it; reset removes it");
    assertThat(other.status()).isEqualTo(2);

    LabProcess.Answer failures =
        commands(
            "up basic",
            "get /nope",
            "ls /nope",
            "cat /",
            "rm /nope",
            "put file /a/b",
            "put file /a//b",
            "put file /x --timeout 0s",
            "expect nodes.all(n, n.chunks == 0)",
            "ls");
    assertThat(failures.err().lines().filter(MistakesTest::isNoNote))
        .containsExactly(
            "refused: no such file or folder: /nope",
            "  ls / shows what there is",
            "refused: no such folder: /nope (mkdir -p /nope makes it)",
            "refused: is a folder: /",
            "  name a file in it, or see ls",
            "refused: no such file or folder: /nope",
            "  ls / shows what there is",
            "refused: no such folder: /a (mkdir -p /a makes it)",
            "refused: a path has no empty names: /a//b",
            "  a remote path looks like /folder/file",
            "refused: no answer comes in no time",
            "  give it some: --timeout 5s");
    assertThat(failures.status()).isEqualTo(2);
    assertThat(entries(folder)).containsExactly(Path.of("dir"), Path.of("file"));
  }

  @Test
  void beforeTheFirstCommand() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "hello");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});
    String homeless = "; choose another with --home DIR\n";

    refused(file + " is not a folder" + homeless, "--home", file.toString(), "-c", "status");
    refused(
        "Unknown option: '--colour' (lab --help says what there is)\n", "--colour", "-c", "help");
    refused("there is no script nope.lab; for a command: lab -c 'nope.lab'\n", "nope.lab");
    refused("binary is not text in UTF-8\n", binary.toString());
    refused("either -c or a file, not both\n", "-c", "status", "file");
    refused(
        "no lab runs on "
            + home
            + "; lab starts one; to join one elsewhere: lab attach --home DIR\n",
        "attach");
    refused("one script at a time, not b.lab as well\n", "a.lab", "b.lab");
    refused(
        "there is no terminal, and no command on standard input; give some: lab -c 'help'\n",
        new String[0]);
  }

  private void refused(String why, String... arguments) throws Exception {
    String[] all =
        arguments.length > 0 && arguments[0].equals("--home")
            ? arguments
            : Stream.concat(Stream.of("--home", home.toString()), Stream.of(arguments))
                .toArray(String[]::new);
    assertThat(lab.run(all)).isEqualTo(new LabProcess.Answer(2, "", "lab: " + why));
  }

  @Test
  void aHomeOfAnotherLab() throws Exception {
    try (sandstore.lab.process.Home held = sandstore.lab.process.Home.open(home)) {
      LabProcess.Answer answer = commands("up basic");

      assertThat(answer.err())
          .isEqualTo(
              "lab: "
                  + held.root()
                  + " is in use by another lab (process "
                  + ProcessHandle.current().pid()
                  + "); lab attach (same --home) joins it;"
                  + " another --home DIR has a cluster of its own\n");
      assertThat(answer.status()).isEqualTo(2);
    }
  }

  @Test
  @DisabledIf(value = "isRoot", disabledReason = "root may write anywhere")
  void aHomeThatCannotBeWritten() throws Exception {
    Files.createDirectory(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));

    refused(home + " cannot be written to; choose another with --home DIR\n", "-c", "status");
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  @Test
  void aDamagedScriptLine() throws Exception {
    Path script = Files.writeString(folder.resolve("s.lab"), "status\nput 'a b\n", UTF_8);

    LabProcess.Answer answer = lab.run("--home", home.toString(), script.toString());

    assertThat(answer.err())
        .isEqualTo("refused: a quote (') is not closed\n  close it, or put \\ before it\n");
    assertThat(answer.out()).isEmpty();
    assertThat(answer.status()).isEqualTo(2);
  }

  /** How far {@code up} is, and what it will take, is no mistake. */
  private static boolean isNoNote(String line) {
    return !line.contains(" % of up") && !line.contains(" of memory, of ");
  }
}

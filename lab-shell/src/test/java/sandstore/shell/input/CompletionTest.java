package sandstore.shell.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.view.ClusterView;
import sandstore.proto.Role;
import sandstore.shell.Views;

/**
 * Commands as picocli knows them, a view, two folders; and what Tab offers after what was typed.
 */
class CompletionTest {
  @Command(name = "kill", description = "Kills nodes.")
  static class Kill {
    @Parameters(arity = "1..*", paramLabel = "NODES")
    List<String> nodes = List.of();
  }

  @Command(
      name = "put",
      description = {"Stores a file.", "More about it."})
  static class Put {
    @Parameters(index = "0", paramLabel = "LOCAL")
    String local = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "REMOTE")
    String remote = "";

    @Option(names = "--at", paramLabel = "NODE", description = "Ask only this node.")
    String at = "";

    @Option(
        names = {"-q", "--quiet"},
        description = "Say nothing.")
    boolean quiet;
  }

  enum Topology {
    basic,
    replicated,
    raft
  }

  @Command(name = "up")
  static class Up {
    @Parameters(arity = "0..1", paramLabel = "TOPOLOGY")
    Topology topology = Topology.raft;
  }

  @Command(name = "cut")
  static class Cut {
    @Parameters(arity = "1..*", paramLabel = "LINK")
    List<String> words = List.of();
  }

  static final class Verbs extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Verbs() {
      super(List.of("full", "ok"));
    }
  }

  @Command(name = "hold")
  static class Hold {
    @Parameters(arity = "1..*", paramLabel = "MESSAGES")
    List<String> words = List.of();
  }

  @Command(name = "deliver")
  static class Deliver {
    @Parameters(arity = "0..*", paramLabel = "HELD")
    List<String> words = List.of();
  }

  @Command(name = "disk")
  static class Disk {
    @Parameters(arity = "1..*", paramLabel = "TARGET", completionCandidates = Verbs.class)
    List<String> words = List.of();
  }

  @Command(name = "help")
  static class Help {
    @Parameters(arity = "0..1", paramLabel = "COMMAND")
    String command = "";
  }

  @Command(
      name = "member",
      subcommands = {Kill.class})
  static class Member {}

  private static final Map<String, Object> COMMANDS =
      Map.of(
          "cut", new Cut(),
          "deliver", new Deliver(),
          "disk", new Disk(),
          "help", new Help(),
          "hold", new Hold(),
          "kill", new Kill(),
          "member", new Member(),
          "put", new Put(),
          "up", new Up());

  @TempDir Path folder;

  private final Folder remote =
      path ->
          switch (path) {
            case "/" -> List.of("big", "docs/", "with space");
            case "/docs/" -> List.of("readme");
            default -> List.of();
          };

  private List<String> offered(String typed) {
    return offered(typed, Views.five());
  }

  private List<String> offered(String typed, ClusterView view) {
    Completion completion =
        new Completion(
            () -> COMMANDS.keySet().stream().sorted().toList(),
            name ->
                Optional.ofNullable(COMMANDS.get(name))
                    .map(c -> new CommandLine(c).getCommandSpec()),
            () -> view,
            remote,
            new LocalFolder(folder));
    return completion.offers(typed).stream().map(Offer::value).toList();
  }

  @Test
  void commandsFirst() {
    assertThat(offered(""))
        .containsExactly("cut", "deliver", "disk", "help", "hold", "kill", "member", "put", "up");
    assertThat(offered("k")).containsExactly("kill");
    assertThat(offered("kill node1; pu")).containsExactly("put");
    assertThat(offered("help me")).containsExactly("member");
  }

  @Test
  void targetsAndWhatTheCommandItselfOffers() {
    assertThat(offered("disk node2 ")).contains("node1", "leader", "full", "ok");
    assertThat(offered("disk node2 f")).containsExactly("follower", "followers", "full");
  }

  @Test
  void nodesAndWhatStandsForThem() {
    assertThat(offered("kill "))
        .containsExactly(
            "node1",
            "node2",
            "node3",
            "node4",
            "node5",
            "leader",
            "follower",
            "followers",
            "any",
            "all",
            "zone1",
            "zone2");
    assertThat(offered("kill l")).containsExactly("leader");
  }

  @Test
  void aNodeIsNotOfferedTwice() {
    assertThat(offered("kill node1 node")).containsExactly("node2", "node3", "node4", "node5");
    assertThat(offered("kill node1,node3,node"))
        .containsExactly("node1,node3,node2", "node1,node3,node4", "node1,node3,node5");
    assertThat(offered("kill node1,node2 | node3,node"))
        .containsExactly("node3,node4", "node3,node5");
  }

  @Test
  void aLinkIsAnEndAnArrowAndAnotherEnd() {
    assertThat(offered("cut c")).containsExactly("client");
    assertThat(offered("cut node1 ")).containsExactly("->", "<->");
    assertThat(offered("cut node1 -")).containsExactly("->");
    assertThat(offered("cut node1 -> node")).doesNotContain("node1").contains("node2");
    assertThat(offered("cut node1 -> node2 ")).isEmpty();
  }

  @Test
  void whatWaitsIsAnIdAKindOrAWay() {
    ClusterView view =
        Views.raft()
            .node(1, Role.LEADER, 1)
            .node(2, Role.FOLLOWER, 1)
            .node(3, Role.CANDIDATE, 1)
            .held(1, "AppendEntries", 1, 2)
            .held(2, "AppendEntries", 1, 3)
            .held(1, "RequestVote", 3, 2)
            .view();
    assertThat(offered("deliver ", view))
        .containsExactly(
            "node1.1",
            "node1.2",
            "node3.1",
            "AppendEntries",
            "RequestVote",
            "node1",
            "node3",
            "first",
            "all");
    assertThat(offered("deliver node1 ", view)).containsExactly("->");
    assertThat(offered("deliver node1 -> ", view)).containsExactly("node2", "node3");
    assertThat(offered("deliver node1 -> node2 ", view)).isEmpty();
    assertThat(offered("deliver RequestVote ", view)).containsExactly("node3");
    assertThat(offered("deliver RequestVote node3 -> ", view)).containsExactly("node2");
  }

  @Test
  void messagesAreAKindALinkAndACondition() {
    assertThat(offered("hold App")).containsExactly("AppendEntries");
    assertThat(offered("hold re")).containsExactly("reply");
    assertThat(offered("hold reply Comm")).containsExactly("CommitFile");
    assertThat(offered("hold AppendEntries node1 ")).containsExactly("->", "<->");
    assertThat(offered("hold AppendEntries node1 -> node2 ")).containsExactly("where");
    assertThat(offered("hold CommitFile client -> node2 ")).isEmpty();
    assertThat(offered("hold AppendEntries where i")).containsExactly("index");
    assertThat(offered("hold reply RequestVote where ")).containsExactly("term");
    assertThat(offered("hold RequestVote,TimeoutNow where ")).containsExactly("term");
    assertThat(offered("hold raft where e")).containsExactly("entries");
  }

  @Test
  void noNodesWithoutACluster() {
    assertThat(offered("kill ", Views.none())).isEmpty();
  }

  @Test
  void optionsThatAreLeft() {
    assertThat(offered("put --")).containsExactlyInAnyOrder("--at", "--quiet");
    assertThat(offered("put -q --")).containsExactly("--at");
    assertThat(offered("put --at ")).containsExactly("node1", "node2", "node3", "node4", "node5");
  }

  @Test
  void pathsHereAndThere() throws IOException {
    Files.createFile(folder.resolve("readme.md"));
    Files.createDirectory(folder.resolve("src"));
    assertThat(offered("put ")).containsExactly("readme.md", "src/");
    assertThat(offered("put --at node1 re")).containsExactly("readme.md");
    assertThat(offered("put readme.md ")).containsExactly("/big", "/docs/", "/with space");
    assertThat(offered("put readme.md /docs/")).containsExactly("/docs/readme");
    assertThat(offered("put readme.md '/with s")).containsExactly("/with space");
    assertThat(offered("put nowhere/")).isEmpty();
  }

  @Test
  void valuesOfAnEnum() {
    assertThat(offered("up r")).containsExactly("replicated", "raft");
  }

  @Test
  void commandsBelowACommand() {
    assertThat(offered("member ")).containsExactly("kill");
    assertThat(offered("member kill node5,l")).containsExactly("node5,leader");
  }

  @Test
  void nothingAfterWhatIsNotKnown() {
    assertThat(offered("nonsense ")).isEmpty();
    assertThat(offered("up raft ")).isEmpty();
  }
}

package sandstore.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was typed, and below it what it means: one command a line, each word in brackets. */
class LineTest {
  private static final String GOLDEN =
      """
      > up raft --nodes 5
      [up] [raft] [--nodes] [5]
      > put 'my file' "a \\"b\\" c" d\\ e
      [put] [my file] [a "b" c] [d e]
      > put --text '' /empty
      [put] [--text] [] [/empty]
      > up; put a;; ; down # all of it
      [up]
      [put] [a]
      [down]
      > # nothing
      > cat a#b
      [cat] [a#b]
      > put big.iso /big &; wait job 1
      [put] [big.iso] [/big] in the background
      [wait] [job] [1]
      > put big.iso /big&
      [put] [big.iso] [/big] in the background
      > put 'a&' b
      [put] [a&] [b]
      > partition node1,node2|node3 | node4
      [partition] [node1,node2] [|] [node3] [|] [node4]
      > cut node1 <-> node2
      [cut] [node1] [<->] [node2]
      > expect leader != '' && nodes.size() == 5 || a & b
      [expect] [leader] [!=] [] [&&] [nodes.size()] [==] [5] [||] [a] [&] [b]
      > up\\
      [up]
      """;

  @Test
  void aLineIsTakenApartAsAPersonMeansIt() {
    List<String> out = new ArrayList<>();
    GOLDEN
        .lines()
        .filter(line -> line.startsWith("> "))
        .forEach(
            line -> {
              out.add(line);
              Line.parse(line.substring(2)).forEach(s -> out.add(describe(s)));
            });
    assertThat(String.join("\n", out) + "\n").isEqualTo(GOLDEN);
  }

  private static String describe(Statement statement) {
    List<String> words = statement.words().stream().map(w -> "[" + w.text() + "]").toList();
    return String.join(" ", words) + (statement.background() ? " in the background" : "");
  }

  @Test
  void newLinesSeparateAndEndComments() {
    assertThat(Line.parse("up # three\nstatus\n\n").stream().map(Statement::name))
        .containsExactly("up", "status");
  }

  @Test
  void whatWasTypedIsKept() {
    Statement statement = Line.parse(" expect  leader == 'node1'  ").get(0);
    assertThat(statement.source()).isEqualTo("expect leader == 'node1'");
    assertThat(Line.parse(statement.source())).containsExactly(statement);
  }

  @Test
  void anOpenQuoteIsRefused() {
    assertThatThrownBy(() -> Line.parse("put 'a b"))
        .isInstanceOf(Refusal.class)
        .hasMessage("a quote (') is not closed");
  }

  @Test
  void mistypedWordsHaveNeighbours() {
    List<String> known = List.of("kill", "pause", "partition", "put", "status", "ls", "rm");
    assertThat(Nearest.to("kil", known)).containsExactly("kill");
    assertThat(Nearest.to("stauts", known)).containsExactly("status");
    assertThat(Nearest.to("partiton", known)).containsExactly("partition");
    assertThat(Nearest.to("xyzzy", known)).isEmpty();
    assertThat(Nearest.distance("abcd", "acbd")).isEqualTo(1);
  }
}

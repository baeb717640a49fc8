package sandstore.node.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sandstore.wire.NodeId;

class QuorumTest {
  @Test
  void aVoterMayGoWhenTheRestCanAgree() {
    assertThat(objection(5, 1, 1, 2, 3, 4, 5)).isNull();
    assertThat(objection(5, 1, 1, 2, 3, 4)).isNull(); // 3 of 4
    assertThat(objection(5, 5, 1, 2, 3)).isNull(); // a dead one
    assertThat(objection(5, 1, 1, 2, 3))
        .isEqualTo("without node1, 3 of 4 voters must agree, and 2 of them are alive");
    assertThat(objection(3, 1, 1, 2))
        .isEqualTo("without node1, 2 of 2 voters must agree, and 1 of them is alive");
    assertThat(objection(1, 1, 1))
        .isEqualTo("node1 is the last voter: without it nobody decides anything");
    assertThat(objection(3, 4, 1)).as("no voter").isNull();
  }

  private static String objection(int voters, int leaving, int... alive) {
    return Quorum.objection(
        nodes(IntStream.rangeClosed(1, voters)), NodeId.of(leaving), nodes(IntStream.of(alive)));
  }

  private static Set<NodeId> nodes(IntStream numbers) {
    return numbers.mapToObj(NodeId::of).collect(Collectors.toSet());
  }
}

package sandstore.node.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.wire.NodeId;

/** Two nodes ask each other at each interval of 100, at any distance in time, over any link. */
class TurnsTest {
  private static final long INTERVAL = 100;
  private static final int ROUNDS = 200;
  private static final List<NodeId> IDS = List.of(NodeId.of(1), NodeId.of(2));

  /** When each of the two was heard by the other, and how many heartbeats were sent. */
  private record Course(List<Long> firstHeard, List<Long> secondHeard, int sent) {
    long longestSilence(List<Long> heard) {
      long longest = 0;
      for (int i = 1; i < heard.size(); i++) {
        longest = Math.max(longest, heard.get(i) - heard.get(i - 1));
      }
      return longest;
    }
  }

  private static Course course(long phase, boolean toSecond, boolean toFirst) {
    List<Turns> turns = List.of(new Turns(INTERVAL), new Turns(INTERVAL));
    boolean[] passes = {toSecond, toFirst};
    List<List<Long>> heard = List.of(new ArrayList<>(), new ArrayList<>());
    int sent = 0;
    for (long now = 0; now < ROUNDS * INTERVAL; now++) {
      for (int me = 0; me < 2; me++) {
        int other = 1 - me;
        if ((now - me * phase) % INTERVAL != 0 || !turns.get(me).isToAsk(IDS.get(other), now)) {
          continue;
        }
        sent++;
        if (passes[me]) {
          heard.get(me).add(now);
          turns.get(other).asked(IDS.get(me), turns.get(me).answers(IDS.get(other)), now);
        }
        if (passes[me] && passes[other]) {
          heard.get(other).add(now);
          turns.get(me).answered(IDS.get(other));
        } else {
          turns.get(me).notAnswered(IDS.get(other));
        }
      }
    }
    return new Course(heard.get(0), heard.get(1), sent);
  }

  @Test
  void oneOfTwoAsksAndBothAreHeard() {
    for (long phase = 0; phase < INTERVAL; phase++) {
      Course course = course(phase, true, true);
      assertThat(course.sent()).as("apart by %d", phase).isBetween(ROUNDS - 1, ROUNDS + 4);
      for (List<Long> heard : List.of(course.firstHeard(), course.secondHeard())) {
        assertThat(heard.size()).isGreaterThan(ROUNDS - 2);
        assertThat(course.longestSilence(heard)).isLessThanOrEqualTo(INTERVAL * 3 / 2);
      }
    }
  }

  @Test
  void overALinkThatIsCutOneWayTheOtherIsHeardAsEver() {
    for (long phase = 0; phase < INTERVAL; phase++) {
      Course course = course(phase, false, true);
      assertThat(course.firstHeard()).isEmpty();
      assertThat(course.secondHeard()).hasSizeGreaterThanOrEqualTo(ROUNDS - 1);
      assertThat(course.longestSilence(course.secondHeard())).isEqualTo(INTERVAL);
    }
  }
}

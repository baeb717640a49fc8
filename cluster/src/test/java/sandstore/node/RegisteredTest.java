package sandstore.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RegisteredTest {
  /** A log with a leader and a follower, of whom is written what it had at the look before. */
  private static final class Looks {
    Registered registered = Registered.NOTHING;
    long committed;
    long lookedAt;
    long written;
    final List<Long> entries = new ArrayList<>();

    void look() {
      long known = lookedAt;
      lookedAt = committed;
      if (registered.missed(committed) || registered.behind(written, known)) {
        committed++;
        entries.add(committed);
        registered = registered.at(committed);
        written = known;
      }
    }
  }

  @Test
  void whenNothingElseHappensTheRegistrarIsQuietSoon() {
    Looks looks = new Looks();
    looks.committed = 5;
    for (int i = 0; i < 20; i++) {
      looks.look();
    }
    assertThat(looks.entries).containsExactly(6L, 7L);
    assertThat(looks.written).isGreaterThanOrEqualTo(5);

    looks.committed += 3;
    for (int i = 0; i < 20; i++) {
      looks.look();
    }
    assertThat(looks.entries).containsExactly(6L, 7L, 11L, 12L);
    assertThat(looks.written).isGreaterThanOrEqualTo(10);
  }

  @Test
  void whatComesBetweenTwoOfItsOwnIsNotItsOwn() {
    assertThat(Registered.NOTHING.at(4).at(5)).isEqualTo(new Registered(5, 3));
    assertThat(Registered.NOTHING.at(4).at(6)).isEqualTo(new Registered(6, 5));
  }
}

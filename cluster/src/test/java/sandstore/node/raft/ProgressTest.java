package sandstore.node.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.node.metadata.Namespace;
import sandstore.proto.Event;

class ProgressTest {
  private final List<Event> told = new ArrayList<>();
  private final Progress progress = new Progress(event -> told.add(event.build()));

  private List<Long> commits() {
    return told.stream()
        .filter(Event::hasCommitAdvanced)
        .map(e -> e.getCommitAdvanced().getTo())
        .toList();
  }

  /**
   * A node that starts hears at once how far the others have committed, and applies its log from
   * the beginning ({@code soak}, seed 41).
   */
  @Test
  void whatAStateHasSaidIsNotTakenBackByTheFirstStepOfApplying() {
    progress.described(1205, 0, Namespace.EMPTY);

    progress.at(2, 2, Namespace.EMPTY);

    assertThat(commits()).containsExactly(1205L);
    assertThat(told).filteredOn(Event::hasApplied).hasSize(1);
    assertThat(told.get(1).getApplied().getTo()).isEqualTo(2);
  }

  @Test
  void aStepIsToldAndAnEarlierOneIsNot() {
    progress.at(5, 4, Namespace.EMPTY);
    progress.at(3, 3, Namespace.EMPTY);

    assertThat(commits()).containsExactly(5L);
  }
}

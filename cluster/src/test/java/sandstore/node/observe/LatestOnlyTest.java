package sandstore.node.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import sandstore.proto.Applied;
import sandstore.proto.Event;
import sandstore.proto.TermAdvanced;

class LatestOnlyTest {
  private final List<Event> told = new CopyOnWriteArrayList<>();

  private static Event.Builder applied(long to) {
    return Event.newBuilder().setApplied(Applied.newBuilder().setTo(to));
  }

  private static Event.Builder term(long term) {
    return Event.newBuilder().setTermAdvanced(TermAdvanced.newBuilder().setTerm(term));
  }

  @Test
  void theLastOneIsAlwaysToldAndOtherKindsAllAre() {
    try (LatestOnly latest = new LatestOnly(e -> told.add(e.build()))) {
      for (int i = 1; i <= 5000; i++) {
        latest.report(applied(i));
        latest.report(term(i));
      }
      await().until(() -> told.contains(applied(5000).build()));
    }
    assertThat(told).filteredOn(Event::hasTermAdvanced).hasSize(5000);
    assertThat(told).filteredOn(Event::hasApplied).hasSizeLessThan(5000);
  }

  @Test
  void closingTellsWhatWasHeld() {
    LatestOnly latest = new LatestOnly(e -> told.add(e.build()));
    latest.report(applied(1));
    latest.report(applied(2));
    latest.close();
    latest.report(applied(3));
    assertThat(told).endsWith(applied(2).build(), applied(3).build());
  }
}

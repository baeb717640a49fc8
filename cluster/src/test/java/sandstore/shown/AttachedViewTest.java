package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Door;
import sandstore.lab.LabEvent;
import sandstore.lab.attach.AttachedLab;
import sandstore.lab.attach.Reception;
import sandstore.lab.view.ClusterView;

/** Who attaches sees, event for event, what the lab sees. */
final class AttachedViewTest {
  @TempDir Path folder;

  /** The views that one of them had, by order. */
  private static final class Seen {
    final Map<Long, ClusterView> views = new ConcurrentHashMap<>();

    Seen(Door door) {
      var unused = door.listen(this::heard);
    }

    private void heard(LabEvent event, ClusterView after) {
      views.put(event.order(), after);
    }
  }

  @Test
  void theViewsAreTheSame() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      new Reception(lab.lab()).open();
      Seen here = new Seen(lab.lab());
      try (AttachedLab early = AttachedLab.to(folder.resolve("home"), folder)) {
        Seen there = new Seen(early);
        lab.ok("up raft");
        await().until(() -> early.view().topology().equals("raft"));
        lab.ok("put --text hello /greeting");
        lab.ok("wait leader != '' within 30s; kill leader");
        try (AttachedLab late = AttachedLab.to(folder.resolve("home"), folder)) {
          Seen later = new Seen(late);
          lab.ok("wait leader != '' within 30s");
          lab.ok("put --text more /more; rm /more");
          lab.ok("cut node1 -> node2");
          lab.ok("heal");
          long last = lab.view().order();
          same(here, later, last);
          same(here, there, last);
          assertThat(there.views.keySet()).as("from the first event on").contains(1L, 2L);
        }
        lab.ok("down");
        await().untilAsserted(() -> assertThat(early.view()).isEqualTo(ClusterView.EMPTY));
        assertThat(early.ended()).isEmpty();
      }
    }
  }

  private static void same(Seen here, Seen there, long last) {
    await().until(() -> there.views.containsKey(last) && here.views.containsKey(last));
    there.views.forEach(
        (order, view) -> {
          if (order <= last) {
            assertThat(view).as("after event %d", order).isEqualTo(here.views.get(order));
          }
        });
    assertThat(there.views.size()).isGreaterThan(20);
  }
}

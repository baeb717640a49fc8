package sandstore.shell.view;

import java.util.List;

/** What the golden frames show. */
final class Stories {
  private Stories() {}

  /** Heartbeats, and a file that is stored and committed. */
  static Scene calm() {
    Scene scene = Scene.five().after(2000);
    for (int i = 2; i <= 5; i++) {
      String to = "node" + i;
      scene.sent(10 + i, "node1", to, "AppendEntries", 1).after(1);
      scene.received(10 + i, "node1", to, "AppendEntries").after(1).appended(to, 5, 5, 1);
    }
    scene.appended("node1", 5, 5, 1);
    for (int i = 2; i <= 5; i++) {
      scene.answered(10 + i, "node1", "node" + i, "AppendEntries", true);
      scene.replicator("node1", "node" + i, 6, 5).after(1);
    }
    scene.committed("node1", 5);
    scene.stored("/a.txt", "00000000000000aa", 5, List.of("node1", "node3", "node4"));
    scene.after(100).heartbeat(31, "node1", "node2").heartbeat(32, "node1", "node3");
    return scene.after(40);
  }

  /** The leader is dead; node3 has three votes of five, node5 refused. */
  static Scene election() {
    Scene scene = Scene.five().after(500).killed("node1").after(1400);
    scene.campaigns("node3", 2);
    for (int i : new int[] {2, 4, 5}) {
      scene.sent(20 + i, "node3", "node" + i, "RequestVote", 2).after(2);
    }
    scene.received(22, "node3", "node2", "RequestVote").votes("node2", "node3", 2).after(3);
    scene.answered(22, "node3", "node2", "RequestVote", true);
    scene.received(25, "node3", "node5", "RequestVote").after(2);
    scene.answered(25, "node3", "node5", "RequestVote", false);
    return scene.after(50);
  }

  /** Two sides, two leaders of different terms, and an entry that will be lost. */
  static Scene partition() {
    Scene scene = Scene.five().after(300);
    scene.partition(List.of("node1", "node2"), List.of("node3", "node4", "node5")).after(100);
    scene.appended("node1", 5, 6, 1).appended("node2", 5, 6, 1).after(1200);
    scene.campaigns("node3", 2).votes("node4", "node3", 2).votes("node5", "node3", 2);
    scene.wins("node3", 2).follows("node4", "node3", 2).follows("node5", "node3", 2);
    for (int i = 3; i <= 5; i++) {
      scene.appended("node" + i, 5, 5, 2);
    }
    scene.committed("node3", 5).after(5);
    scene.sent(40, "node1", "node4", "AppendEntries", 1);
    scene.dropped(40, "node1", "node4", "AppendEntries");
    return scene.after(60);
  }

  /** After the heal: the old tail is struck out. */
  static Scene struck() {
    Scene scene = partition();
    scene.follows("node1", "node3", 2).truncated("node1", 5, 6, 1, "put /lost");
    return scene.appended("node1", 5, 5, 2).after(200);
  }
}

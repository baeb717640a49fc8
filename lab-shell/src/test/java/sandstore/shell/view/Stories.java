package sandstore.shell.view;

import java.util.List;
import sandstore.lab.Sheet;
import sandstore.lab.Sheet.Kind;
import sandstore.lab.Sheet.Piece;
import sandstore.proto.HeldFate;

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

  /** One message was delivered by hand, one dropped; two requests and two replies still wait. */
  static Scene held() {
    Scene scene = Scene.five().after(300).holds("AppendEntries").after(100);
    scene.appended("node1", 5, 5, 1);
    for (int i = 2; i <= 5; i++) {
      scene.held(10 + i, i - 1, "node1", "node" + i, false).after(1);
    }
    scene.after(2000).released(12, 1, "node1", "node2", false, HeldFate.DELIVERED);
    scene.sent(12, "node1", "node2", "AppendEntries", 1).after(2);
    scene.received(12, "node1", "node2", "AppendEntries").after(1).appended("node2", 5, 5, 1);
    scene.held(12, 1, "node1", "node2", true).after(900);
    scene.released(13, 2, "node1", "node3", false, HeldFate.DROPPED).after(40);
    scene.held(77, 1, "client", "node1", false);
    return scene.after(50);
  }

  /** A lesson in the middle of a task. */
  static Sheet lesson() {
    return new Sheet(
        "elections 2/4",
        "Two nodes fall silent",
        "overview",
        "kill node1 node2",
        List.of(
            new Piece(
                Kind.PROSE,
                "You are about to kill `node1` and `node2`. They **cannot** say goodbye. The other"
                    + " three will know only that a bar has filled."),
            new Piece(Kind.TYPED, "`elect node1`"),
            new Piece(Kind.LOOK, "The bar beside each follower is how long it heard nothing."),
            new Piece(Kind.QUESTION, "How many votes will the next leader have?"),
            new Piece(Kind.GRADED, "You said c, and so it was.\n\nDead or cut off: who can tell?"),
            new Piece(Kind.TASK, "Kill node1 and node2. Then take your hands off the keys."),
            new Piece(Kind.TICKED, "two dead"),
            new Piece(Kind.OPEN, "new leader"),
            new Piece(Kind.BROKEN, "two leaders"),
            new Piece(Kind.HINT, "One command can name both nodes."),
            new Piece(Kind.ONWARD, "`hint` helps, a step at a time")));
  }

  /** After the heal: the old tail is struck out. */
  static Scene struck() {
    Scene scene = partition();
    scene.follows("node1", "node3", 2).truncated("node1", 5, 6, 1, "put /lost");
    return scene.appended("node1", 5, 5, 2).after(200);
  }
}

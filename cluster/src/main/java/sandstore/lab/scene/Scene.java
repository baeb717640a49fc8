package sandstore.lab.scene;

import java.util.List;

/** A situation out of a paper, and how to come to it. */
public interface Scene {
  /** The word that names it: {@code fig8}. */
  String name();

  /** What it shows, and where it is from: {@code Raft, Figure 8: ..}. */
  String title();

  /** How many nodes it wants, all of which vote; {@code node1} leads as it begins. */
  int nodes();

  /** In the order in which they are played one by one. */
  List<Act> acts();
}

package sandstore.lab.scene;

import sandstore.lab.view.ClusterView;

/**
 * Where a scene stands.
 *
 * @param index of the last entry that all nodes had as the scene began
 * @param term of that entry, in which node1 led
 * @param before the view as the act begins
 */
public record Footing(long index, long term, ClusterView before) {
  Footing at(ClusterView now) {
    return new Footing(index, term, now);
  }
}

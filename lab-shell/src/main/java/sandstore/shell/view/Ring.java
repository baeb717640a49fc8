package sandstore.shell.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sandstore.wire.NodeId;

/** Places for nodes on a ring inside a rectangle, as large as there is room for. Pure. */
final class Ring {
  /** A place on the canvas. */
  record Place(int x, int y, int width, int height) {
    int middleX() {
      return x + width / 2;
    }

    int middleY() {
      return y + height / 2;
    }

    /** One that points there, roughly. */
    String arrowTo(Place other) {
      int dx = other.middleX() - middleX();
      int dy = other.middleY() - middleY();
      if (Math.abs(dx) >= 2 * Math.abs(dy)) {
        return dx > 0 ? "\u2192" : "\u2190";
      }
      return dy > 0 ? "\u2193" : "\u2191";
    }

    boolean touches(Place other) {
      return x <= other.x + other.width
          && other.x <= x + width
          && y < other.y + other.height
          && other.y < y + height;
    }

    boolean near(Place other) {
      return x < other.x + other.width + 2
          && other.x < x + width + 2
          && y < other.y + other.height + 1
          && other.y < y + height + 1;
    }

    Place moved(int dx, int dy) {
      return new Place(x + dx, y + dy, width, height);
    }
  }

  private static final int[][] SIZES = {{20, 5}, {20, 4}, {16, 4}, {16, 3}, {11, 1}};

  /** An ellipse looks round when it is about so much wider than high. */
  private static final double ROUND = 2.9;

  private static final double FLATTEST = 4;

  private Ring() {}

  static Map<NodeId, Place> places(List<NodeId> nodes, int width, int height) {
    for (int[] size : SIZES) {
      for (double flat = 1; flat <= FLATTEST; flat += 0.25) {
        List<Place> places = ellipse(nodes.size(), width, height, size[0], size[1], flat);
        if (fit(places, width, height)) {
          return named(nodes, places);
        }
      }
      List<Place> column = column(nodes.size(), width, height, size[0], size[1]);
      if (fit(column, width, height)) {
        return named(nodes, column);
      }
    }
    return named(nodes, rows(nodes.size(), width, height));
  }

  private static List<Place> ellipse(int n, int width, int height, int w, int h, double flat) {
    double ry = (height - h) / 2.0;
    double rx = Math.min((width - w) / 2.0, flat * Math.max(ry * ROUND, w * 0.8 + 2));
    List<Place> places = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      double angle = n == 2 ? Math.PI * (1 - i) : 2 * Math.PI * i / n - Math.PI / 2;
      double x = n == 1 ? width / 2.0 : width / 2.0 + rx * Math.cos(angle);
      double y = n <= 2 ? height / 2.0 : height / 2.0 + ry * Math.sin(angle);
      places.add(new Place((int) Math.round(x - w / 2.0), (int) Math.round(y - h / 2.0), w, h));
    }
    return places;
  }

  /** One below the other, by turns at the left and at the right, so that links are seen. */
  private static List<Place> column(int n, int width, int height, int w, int h) {
    int step = Math.min(h + 6, n < 2 ? 0 : (height - h) / (n - 1));
    int top = (height - h - step * (n - 1)) / 2;
    List<Place> places = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      places.add(new Place(i % 2 == 0 ? 0 : width - w, top + i * step, w, h));
    }
    return places;
  }

  private static boolean fit(List<Place> places, int width, int height) {
    for (int i = 0; i < places.size(); i++) {
      Place p = places.get(i);
      if (p.x() < 0 || p.y() < 0 || p.x() + p.width() > width || p.y() + p.height() > height) {
        return false;
      }
      for (int j = 0; j < i; j++) {
        if (p.near(places.get(j))) {
          return false;
        }
      }
    }
    return true;
  }

  /** No room for a ring: one below the other. */
  private static List<Place> rows(int n, int width, int height) {
    int columns = Math.max(1, (n + height - 1) / Math.max(1, height));
    int w = Math.max(4, Math.min(20, width / columns - 1));
    List<Place> places = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      places.add(new Place(i / Math.max(1, height) * (w + 1), i % Math.max(1, height), w, 1));
    }
    return places;
  }

  private static Map<NodeId, Place> named(List<NodeId> nodes, List<Place> places) {
    Map<NodeId, Place> named = new LinkedHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      named.put(nodes.get(i), places.get(i));
    }
    return named;
  }
}

package sandstore.shell.view;

import java.util.Collection;
import sandstore.lab.LabEvent;
import sandstore.proto.Event;
import sandstore.proto.Role;

/**
 * What is written upon the lanes of a space-time diagram: what a node did by itself, or suffered.
 */
final class Happenings {
  private Happenings() {}

  static boolean is(Event e) {
    return switch (e.getKindCase()) {
      case NODE_SPAWNED,
          NODE_EXITED,
          NODE_PAUSED,
          NODE_RESUMED,
          VOTE_CAST,
          ELECTION_STARTED,
          ENTRIES_TRUNCATED,
          LEADER_STEPPED ->
          true;
      case ROLE_CHANGED -> e.getRoleChanged().getRole() == Role.LEADER;
      default -> false;
    };
  }

  static void draw(Canvas body, Diagram.Grid grid, Collection<LabEvent> points) {
    for (LabEvent e : points) {
      Integer y = grid.row(e);
      if (y != null && is(e.event())) {
        draw(body, grid, y, e.event());
      }
    }
  }

  private static void draw(Canvas body, Diagram.Grid grid, int y, Event e) {
    String node =
        switch (e.getKindCase()) {
          case NODE_SPAWNED -> e.getNodeSpawned().getNode();
          case NODE_EXITED -> e.getNodeExited().getNode();
          case NODE_PAUSED -> e.getNodePaused().getNode();
          case NODE_RESUMED -> e.getNodeResumed().getNode();
          default -> e.getNode();
        };
    String words =
        switch (e.getKindCase()) {
          case NODE_SPAWNED -> "started";
          case NODE_EXITED -> "\u2716 " + e.getNodeExited().getCause();
          case NODE_PAUSED -> "\u2016 paused";
          case NODE_RESUMED -> "goes on";
          case VOTE_CAST ->
              "vote: "
                  + (e.getVoteCast().getCandidate().equals(node)
                      ? "itself"
                      : e.getVoteCast().getCandidate());
          case ELECTION_STARTED -> "\u25c7 term " + e.getElectionStarted().getTerm();
          case LEADER_STEPPED -> "leads no more";
          case ENTRIES_TRUNCATED ->
              "\u2573 "
                  + e.getEntriesTruncated().getFirst()
                  + ".."
                  + e.getEntriesTruncated().getLast();
          default -> "\u2605 leads t" + e.getRoleChanged().getTerm();
        };
    Integer x = grid.laneX().get(node);
    if (x != null) {
      String shown = Canvas.fit(words, grid.gap() - 2);
      int at =
          Math.max(grid.clock(), Math.min(x - shown.length() / 2, body.width() - shown.length()));
      body.text(at, y, shown, Story.ink(e));
    }
  }
}

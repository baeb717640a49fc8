package sandstore.lab.why;

import sandstore.lab.LabEvent;
import sandstore.proto.Role;
import sandstore.proto.RoleChanged;
import sandstore.wire.NodeId;

/** Why a node leads, or does not, where nobody votes: a primary, or one that is alone. */
final class Unelected {
  private Unelected() {}

  static Answer began(Story story, NodeId node, LabEvent began) {
    RoleChanged change = began.event().getRoleChanged();
    if (change.getRole() == Role.SINGLE) {
      String now = Reign.ending(story, node, began, "term");
      story.cite(began);
      return story.answer(
          node
              + (now.isEmpty() ? " leads" : " led")
              + " since it is the only node, and asks nobody"
              + (now.isEmpty() ? "" : "; " + now));
    }
    var unused = Reign.before(story, node, began);
    story.cite(began);
    String now = Reign.ending(story, node, began, "view");
    return story.answer(
        node
            + (now.isEmpty() ? " leads" : " led")
            + (" in view " + change.getTerm() + ". Nobody voted: ")
            + change.getReason()
            + (now.isEmpty() ? "" : "; " + now));
  }

  static Answer never(Story story, NodeId node) {
    story.newest(Reign::begins).ifPresent(story::cite);
    return story.answer(node + " was not seen to become primary; " + Reign.now(story, "view"));
  }
}

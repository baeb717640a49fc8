package sandstore.node.placement;

import com.google.auto.service.AutoService;
import java.util.List;
import sandstore.wire.NodeId;
import sandstore.wire.PlacementName;

/**
 * Any nodes, whatever their zones, each set as likely as the next: what one does who does not think
 * about it. Of six nodes in three zones, one pair in 15 is a whole zone; with some hundred chunks,
 * a zone that dies takes some for ever.
 */
@AutoService({Policy.class, PlacementName.class})
public final class AtRandom implements Policy {
  @Override
  public String name() {
    return "random";
  }

  @Override
  public List<NodeId> choose(Need need) {
    return need.choice().stream().limit(need.missing()).map(Candidate::node).toList();
  }
}

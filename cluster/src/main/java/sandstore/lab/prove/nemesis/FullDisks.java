package sandstore.lab.prove.nemesis;

import com.google.auto.service.AutoService;
import java.util.List;
import sandstore.proto.Event;

/**
 * A disk is full to the last byte. Its node takes no chunk any more; and when it cannot write its
 * log it ends itself, unless what is deleted there has made room for that by then.
 */
@AutoService(Nemesis.class)
public final class FullDisks implements Nemesis {
  /** Of three copies on five nodes, ten chunks in a row miss one node once in 10,000 times. */
  private static final int NO_CHANCE = 30;

  @Override
  public String name() {
    return "full-disks";
  }

  @Override
  public String about() {
    return "fills a disk to the last byte; its node takes no chunk, or ends itself";
  }

  @Override
  public Target target() {
    return Target.NODES;
  }

  @Override
  public Step draw(Draw draw) {
    String who = draw.victim();
    return draw.step(
        this,
        draw.seconds(2, 4),
        "the disk of " + who + " is full",
        List.of("disk " + who + " full 0B"),
        List.of("disk " + who + " ok", "start " + who));
  }

  /** It has ended; or so many copies in a row went elsewhere that this is no chance. */
  @Override
  public Effect effect(Step begun) {
    String who = begun.word(1);
    return new Effect() {
      private int elsewhere;
      private boolean seen;

      @Override
      public boolean hears(Event e) {
        if (e.hasChunkStored()) {
          elsewhere = e.getNode().equals(who) ? 0 : elsewhere + 1;
        }
        seen |= elsewhere >= NO_CHANCE;
        seen |= e.hasNodeExited() && e.getNodeExited().getNode().equals(who);
        return seen;
      }
    };
  }
}

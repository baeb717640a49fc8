package sandstore.shell.view;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Timeline;

/**
 * Something that is folded out of events beside the view. It is folded on from where it was when
 * the next moment comes after the last one, and from the beginning otherwise; the result is the
 * same.
 */
final class Memo<S> {
  private static final int REACH = 100_000;

  private final Supplier<S> start;
  private final BiConsumer<S, sandstore.lab.LabEvent> fold;
  private @Nullable Timeline timeline;
  private @Nullable S state;
  private long order;

  Memo(Supplier<S> start, BiConsumer<S, sandstore.lab.LabEvent> fold) {
    this.start = start;
    this.fold = fold;
  }

  synchronized S at(Moment moment) {
    S now = state;
    boolean goesOn =
        now != null
            && timeline == moment.timeline()
            && moment.order() >= order
            && order + 1 >= moment.timeline().first();
    if (!goesOn || now == null) {
      now = start.get();
      timeline = moment.timeline();
      order = Math.max(moment.timeline().first() - 1, moment.order() - REACH);
    }
    for (long i = order + 1; i <= moment.order(); i++) {
      var event = moment.timeline().event(i);
      if (event.isPresent()) {
        fold.accept(now, event.get());
      }
    }
    order = moment.order();
    state = now;
    return now;
  }
}

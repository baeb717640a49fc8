package sandstore.lab.attach;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.lab.Lab;
import sandstore.lab.LabEvent;
import sandstore.lab.Reply;
import sandstore.lab.Sheet;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Pictures;
import sandstore.proto.WatchResponse;

/**
 * What one visitor sees of the stream. It is never waited for: a visitor who was too slow, and one
 * whose events did not follow each other, gets a whole picture in place of what is missing.
 */
final class WatchCall {
  private static final Logger LOG = LoggerFactory.getLogger(WatchCall.class);
  private static final long LOOK_MILLIS = 100;

  private final Lab lab;
  private final ServerCallStreamObserver<WatchResponse> visitor;
  private @Nullable AutoCloseable subscription;
  private @Nullable ScheduledFuture<?> looking;

  /** Order of the newest event that the visitor has. */
  private long last;

  private @Nullable AutoCloseable hearing;
  private Sheet sheet = Sheet.NONE;
  private boolean up;
  private boolean lost;

  WatchCall(Lab lab, ServerCallStreamObserver<WatchResponse> visitor) {
    this.lab = lab;
    this.visitor = visitor;
  }

  synchronized void start(ScheduledExecutorService clock) {
    visitor.setOnCancelHandler(this::hungUp);
    // From here on no event is missed; those that the picture has already are left out by order.
    subscription = lab.listen(this::heard);
    picture(lab.view());
    hearing = lab.hear(this::said);
    looking =
        clock.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void heard(LabEvent event, ClusterView after) {
    boolean another = event.order() == 1;
    if (event.order() <= last && !another) {
      return;
    }
    boolean follows = event.order() == last + 1 && !another;
    if (!visitor.isReady()) {
      last = event.order();
      lost = true;
    } else {
      last = event.order();
      WatchResponse.Builder response = response().setEvent(event.event());
      if (lost || !follows) {
        lost = false;
        response.setPicture(Pictures.of(after));
      }
      send(response);
    }
  }

  /** Something that nobody has typed a command for; who does not read misses it. */
  private synchronized void said(Reply reply) {
    if (visitor.isReady()) {
      send(response().setSaid(Replies.of(reply)));
    }
  }

  /**
   * Time has passed: the cluster may be down, a lesson may be further on, or a visitor who was too
   * slow may read again.
   */
  private synchronized void look() {
    if (visitor.isReady()) {
      if (lost) {
        picture(lab.view());
      } else if (up != lab.cluster().isPresent()) {
        send(response());
      }
      sheet();
    }
  }

  private void sheet() {
    Sheet now = lab.sheet();
    if (!now.equals(sheet)) {
      sheet = now;
      send(response().setSheet(Sheets.of(now)));
    }
  }

  private void picture(ClusterView view) {
    last = view.order();
    lost = false;
    send(response().setPicture(Pictures.of(view)));
  }

  private WatchResponse.Builder response() {
    up = lab.cluster().isPresent();
    return WatchResponse.newBuilder().setUp(up).setOrder(last);
  }

  private void send(WatchResponse.Builder response) {
    if (!visitor.isCancelled()) {
      visitor.onNext(response.build());
    }
  }

  private synchronized void hungUp() {
    try {
      if (looking != null) {
        looking.cancel(false);
      }
      if (subscription != null) {
        subscription.close();
      }
      if (hearing != null) {
        hearing.close();
      }
    } catch (Exception e) {
      LOG.warn("a subscription does not close", e);
    }
  }
}

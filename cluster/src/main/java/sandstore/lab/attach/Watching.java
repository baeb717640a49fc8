package sandstore.lab.attach;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sandstore.lab.EventLog;
import sandstore.lab.LabEvent;
import sandstore.lab.Listeners;
import sandstore.lab.Reply;
import sandstore.lab.Sheet;
import sandstore.lab.Timeline;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Fold;
import sandstore.lab.view.Pictures;
import sandstore.proto.LabServiceGrpc.LabServiceStub;
import sandstore.proto.WatchRequest;
import sandstore.proto.WatchResponse;

/** The other lab's view, folded here from a picture and the events after it. */
final class Watching implements StreamObserver<WatchResponse> {
  private static final int KEPT = 50_000;
  private static final long FIRST_PATIENCE_SECONDS = 5;

  private final Listeners listeners = new Listeners();
  private final EventLog heard = new EventLog(KEPT, ClusterView.EMPTY);
  private final CountDownLatch first = new CountDownLatch(1);
  private ClusterView folded = ClusterView.EMPTY;
  private volatile ClusterView shown = ClusterView.EMPTY;
  private volatile @Nullable String end;
  private final List<Consumer<Reply>> hearers = new CopyOnWriteArrayList<>();
  private volatile Sheet sheet = Sheet.NONE;
  private volatile boolean closed;

  void begin(LabServiceStub lab) {
    lab.watch(WatchRequest.getDefaultInstance(), this);
  }

  /** Waits for the first picture; false if none came. */
  boolean awaitFirst() throws InterruptedException {
    return first.await(FIRST_PATIENCE_SECONDS, TimeUnit.SECONDS) && end == null;
  }

  ClusterView view() {
    return shown;
  }

  Optional<Timeline> timeline() {
    return shown.topology().isEmpty() ? Optional.empty() : Optional.of(heard);
  }

  Sheet sheet() {
    return sheet;
  }

  AutoCloseable hear(Consumer<Reply> hearer) {
    hearers.add(hearer);
    return () -> hearers.remove(hearer);
  }

  Listeners listeners() {
    return listeners;
  }

  /** Why there is no lab any more. */
  Optional<String> ended() {
    return Optional.ofNullable(end);
  }

  @Override
  public void onNext(WatchResponse told) {
    if (told.hasSheet()) {
      sheet = Sheets.of(told.getSheet());
    }
    if (told.hasSaid()) {
      Replies.reply(told.getSaid()).ifPresent(r -> hearers.forEach(h -> h.accept(r)));
    }
    if (told.hasPicture()) {
      folded = Pictures.view(told.getPicture(), told.getOrder());
    } else if (told.hasEvent()) {
      folded = Fold.fold(folded, told.getEvent());
    }
    shown = told.getUp() ? folded : ClusterView.EMPTY;
    if (told.hasEvent()) {
      LabEvent event = new LabEvent(told.getOrder(), System.nanoTime(), told.getEvent());
      heard.add(event, folded);
      listeners.tell(event, folded);
    }
    first.countDown();
  }

  @Override
  public void onError(Throwable t) {
    Status status = Status.fromThrowable(t);
    end(
        switch (status.getCode()) {
          case UNAVAILABLE, CANCELLED -> "the lab has ended, and its cluster with it";
          case UNAUTHENTICATED -> "the lab does not know our token";
          default -> "the lab is out of reach: " + status.getDescription();
        });
  }

  @Override
  public void onCompleted() {
    end("the lab has ended, and its cluster with it");
  }

  private void end(String why) {
    if (!closed) {
      end = why;
    }
    first.countDown();
  }

  /** What comes from now on is our own leaving. */
  void close() {
    closed = true;
  }
}

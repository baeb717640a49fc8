package sandstore.lab.attach;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Lab;
import sandstore.lab.Reply;
import sandstore.proto.Interrupt;
import sandstore.proto.LabServiceGrpc.LabServiceStub;
import sandstore.proto.RunRequest;
import sandstore.proto.RunResponse;
import sandstore.proto.Typed;

/**
 * One line that runs in the lab of another process. An interrupt is passed on as Ctrl-C, and the
 * ending awaited; the second one hangs up.
 */
final class LineAway implements ClientResponseObserver<RunRequest, RunResponse> {
  /** Replies that may be on their way to a terminal that is slow. */
  private static final int WINDOW = 64;

  /** What the stream brought: a response, or its end. */
  private record Heard(RunResponse response, @Nullable Status end) {}

  private final Consumer<Reply> replies;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private @Nullable ClientCallStreamObserver<RunRequest> call;

  LineAway(Consumer<Reply> replies) {
    this.replies = replies;
  }

  void begin(LabServiceStub lab, Typed typed) {
    var unused = lab.run(this);
    call().onNext(RunRequest.newBuilder().setTyped(typed).build());
  }

  private ClientCallStreamObserver<RunRequest> call() {
    ClientCallStreamObserver<RunRequest> begun = call;
    if (begun == null) {
      throw new IllegalStateException("not begun");
    }
    return begun;
  }

  /** Hands on replies until the line has ended. */
  Lab.Ending await() {
    int interrupts = 0;
    while (true) {
      try {
        Optional<Lab.Ending> ending = next();
        if (ending.isPresent()) {
          return ending.get();
        }
      } catch (InterruptedException e) {
        interrupts++;
        if (interrupts > 1) {
          call().cancel("left by Ctrl-C", null);
          return new Lab.Ending(
              3, "left by Ctrl-C without an answer; what was under way may have happened", "");
        }
        interruptIt();
      }
    }
  }

  private void interruptIt() {
    try {
      call().onNext(RunRequest.newBuilder().setInterrupt(Interrupt.getDefaultInstance()).build());
    } catch (IllegalStateException e) {
      // The call has just ended; how, is in the queue.
    }
  }

  /** Hands on one reply; the ending if there is one, be it that nobody is there any more. */
  private Optional<Lab.Ending> next() throws InterruptedException {
    Heard next = heard.take();
    if (next.end() != null) {
      return Optional.of(broken(next.end()));
    }
    call().request(1);
    Replies.reply(next.response()).ifPresent(replies);
    return next.response().hasEnding()
        ? Optional.of(Replies.ending(next.response().getEnding()))
        : Optional.empty();
  }

  private static Lab.Ending broken(Status status) {
    return switch (status.getCode()) {
      case UNAUTHENTICATED, INVALID_ARGUMENT ->
          new Lab.Ending(1, "the lab refused the call: " + status.getDescription(), "");
      default ->
          new Lab.Ending(
              3, "the lab ended while this ran; what was under way may have happened", "");
    };
  }

  /** Goes on to hand on what the line's jobs say, on a thread of its own, until {@link #finish}. */
  void hearOn() {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (next().isEmpty()) {}
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // nobody does
              }
            },
            "jobs of a line");
    thread.setDaemon(true);
    thread.start();
  }

  /** Nothing more is to be heard of this line. */
  void finish() {
    try {
      call().onCompleted();
    } catch (IllegalStateException e) {
      // It had ended by itself.
    }
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<RunRequest> begun) {
    call = begun;
    begun.disableAutoRequestWithInitial(WINDOW);
  }

  @Override
  public void onNext(RunResponse response) {
    heard.add(new Heard(response, null));
  }

  @Override
  public void onError(Throwable t) {
    heard.add(new Heard(RunResponse.getDefaultInstance(), Status.fromThrowable(t)));
  }

  @Override
  public void onCompleted() {
    heard.add(new Heard(RunResponse.getDefaultInstance(), Status.CANCELLED));
  }
}

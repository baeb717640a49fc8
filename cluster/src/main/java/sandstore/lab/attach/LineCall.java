package sandstore.lab.attach;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Lab;
import sandstore.lab.Refusal;
import sandstore.lab.Reply;
import sandstore.proto.RunRequest;
import sandstore.proto.RunResponse;
import sandstore.proto.Typed;
import sandstore.wire.Channels;

/**
 * One line that a visitor typed. It runs on a thread of its own, which Ctrl-C and hanging up
 * interrupt; its replies wait while the visitor does not read.
 */
final class LineCall implements StreamObserver<RunRequest> {
  private final Lab lab;
  private final ServerCallStreamObserver<RunResponse> visitor;
  private @Nullable Thread command;
  private boolean halfClosed;
  private boolean ended;
  private boolean over;

  LineCall(Lab lab, ServerCallStreamObserver<RunResponse> visitor) {
    this.lab = lab;
    this.visitor = visitor;
    visitor.setOnCancelHandler(this::hungUp);
    visitor.setOnReadyHandler(this::wake);
  }

  @Override
  public synchronized void onNext(RunRequest said) {
    switch (said.getWhatCase()) {
      case TYPED -> begin(said.getTyped());
      case INTERRUPT -> interrupt();
      case WHAT_NOT_SET -> {} // of a later version
    }
  }

  private void begin(Typed typed) {
    if (command != null) {
      refuse("one call is one line");
      return;
    }
    Path folder;
    try {
      folder = Path.of(typed.getWorkingFolder());
    } catch (InvalidPathException e) {
      refuse("working_folder is no path");
      return;
    }
    if (!folder.isAbsolute()) {
      refuse("working_folder is not absolute");
      return;
    }
    Thread thread = new Thread(() -> run(typed, folder), "visitor's command");
    thread.setDaemon(true);
    command = thread;
    thread.start();
  }

  private void run(Typed typed, Path folder) {
    Lab.Ending ending =
        typed.getOnlyLooks()
            ? lab.look(typed.getLine(), folder, this::tell)
            : lab.run(typed.getLine(), folder, this::tell);
    synchronized (this) {
      ended = true;
      send(Replies.of(ending));
      complete();
    }
  }

  private void tell(Reply reply) {
    RunResponse response = Replies.of(reply);
    if (response.getSerializedSize() > Channels.MAX_MESSAGE_BYTES) {
      throw new Refusal(
          "the answer is too long for an attached terminal",
          "ask for less, or in the lab's own terminal");
    }
    synchronized (this) {
      if (!(reply instanceof Reply.Progress)) {
        awaitReader();
        send(response);
      } else if (visitor.isReady()) { // the next one supersedes it
        send(response);
      }
    }
  }

  /** An interrupt ends the waiting and is left for the command to find. */
  private void awaitReader() {
    boolean interrupted = Thread.interrupted();
    try {
      while (!over && !interrupted && !visitor.isReady()) {
        wait();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void send(RunResponse response) {
    if (!over) {
      visitor.onNext(response);
    }
  }

  private void complete() {
    if (ended && halfClosed && !over) {
      over = true;
      visitor.onCompleted();
    }
  }

  private void refuse(String why) {
    interrupt();
    over = true;
    notifyAll();
    visitor.onError(Status.INVALID_ARGUMENT.withDescription(why).asRuntimeException());
  }

  private void interrupt() {
    if (command != null && !ended) {
      command.interrupt();
    }
  }

  private synchronized void wake() {
    notifyAll();
  }

  private synchronized void hungUp() {
    over = true;
    interrupt();
    notifyAll();
  }

  @Override
  public void onError(Throwable t) {
    hungUp();
  }

  @Override
  public synchronized void onCompleted() {
    halfClosed = true;
    complete();
  }
}

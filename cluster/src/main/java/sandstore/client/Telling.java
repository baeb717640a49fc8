package sandstore.client;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.StoreException;

/** Numbers the operations of one client and tells the listener how each began and ended. */
final class Telling {
  private final AtomicLong ids = new AtomicLong();
  private final Listener listener;

  Telling(Listener listener) {
    this.listener = listener;
  }

  /** What an operation is about to write, once that is known. */
  static final class Meant {
    private volatile Content content = Content.NONE;

    void set(Content known) {
      content = known;
    }
  }

  /** Sets what it means to write before it may take effect. */
  interface Body<R> {
    R run(Meant meant) throws InterruptedException;
  }

  /** What a result means to a history: where in the log, and what was written or seen. */
  record Seen(long index, Content content) {}

  <R> R tell(String kind, String path, Function<R, Seen> seen, Body<R> body)
      throws InterruptedException {
    long id = ids.incrementAndGet();
    Meant meant = new Meant();
    listener.invoked(id, kind, path);
    try {
      R result = body.run(meant);
      Seen s = seen.apply(result);
      listener.ok(id, kind, path, s.index(), s.content());
      return result;
    } catch (StoreException e) {
      listener.failed(id, kind, path, meant.content, e);
      throw e;
    } catch (InterruptedException e) {
      listener.failed(
          id,
          kind,
          path,
          meant.content,
          new DefiniteFailure(Failure.Code.CANCELLED, "cancelled before anything happened", e));
      throw e;
    }
  }
}

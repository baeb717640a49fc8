package sandstore.client;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.StoreException;

/** Numbers the operations of one client and tells the listener how each began and ended. */
final class Telling {
  private final AtomicLong ids = new AtomicLong();
  private final StoreClient.Listener listener;

  Telling(StoreClient.Listener listener) {
    this.listener = listener;
  }

  interface Body<R> {
    R run() throws InterruptedException;
  }

  /** What a result means to a history: where in the log, and which value was written or seen. */
  record Seen(long index, String value) {}

  <R> R tell(String kind, String path, Function<R, Seen> seen, Body<R> body)
      throws InterruptedException {
    long id = ids.incrementAndGet();
    listener.invoked(id, kind, path);
    try {
      R result = body.run();
      Seen s = seen.apply(result);
      listener.ok(id, kind, path, s.index(), s.value());
      return result;
    } catch (StoreException e) {
      listener.failed(id, kind, path, e);
      throw e;
    } catch (InterruptedException e) {
      listener.failed(
          id,
          kind,
          path,
          new DefiniteFailure(Failure.Code.CANCELLED, "cancelled before anything happened", e));
      throw e;
    }
  }
}

package sandstore.client;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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

  /** Sets what it means to write before it may take effect. */
  interface Body<R> {
    R run(AtomicReference<StoreClient.Content> meant) throws InterruptedException;
  }

  /** What a result means to a history: where in the log, and what was written or seen. */
  record Seen(long index, StoreClient.Content content) {}

  <R> R tell(String kind, String path, Function<R, Seen> seen, Body<R> body)
      throws InterruptedException {
    long id = ids.incrementAndGet();
    AtomicReference<StoreClient.Content> meant = new AtomicReference<>(StoreClient.Content.NONE);
    listener.invoked(id, kind, path);
    try {
      R result = body.run(meant);
      Seen s = seen.apply(result);
      listener.ok(id, kind, path, s.index(), s.content());
      return result;
    } catch (StoreException e) {
      listener.failed(id, kind, path, meant.get(), e);
      throw e;
    } catch (InterruptedException e) {
      listener.failed(
          id,
          kind,
          path,
          meant.get(),
          new DefiniteFailure(Failure.Code.CANCELLED, "cancelled before anything happened", e));
      throw e;
    }
  }
}

package sandstore.client;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Failure;
import sandstore.proto.FileInfo;
import sandstore.proto.ListResponse;
import sandstore.proto.StatResponse;
import sandstore.wire.DaemonThreads;
import sandstore.wire.DefiniteFailure;

/**
 * A {@link StoreClient} whose operations answer later. An operation runs on a thread of its own,
 * which is what its streams need anyway; so many at a time, and who asks for one more waits for a
 * place: nothing queues up unseen.
 *
 * <p>A future fails with the {@link sandstore.wire.StoreException} that the blocking method throws.
 * {@code cancel(true)} interrupts the operation: its calls are cancelled, nothing more is sent;
 * what was proposed before that may have happened, as {@link StoreClient#openQuestions} then tells.
 */
public final class AsyncStore implements AutoCloseable {
  private final StoreClient store;
  private final Semaphore places;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(new DaemonThreads("client-async"));

  /**
   * @param store remains the caller's to close
   * @param most operations at a time
   */
  public AsyncStore(StoreClient store, int most) {
    this.store = store;
    this.places = new Semaphore(most);
  }

  /** See {@link StoreClient#put}. */
  public CompletableFuture<FileInfo> put(
      InputStream from,
      long length,
      String path,
      @Nullable Long ifEtag,
      Call call,
      Progress progress)
      throws InterruptedException {
    return begin(() -> store.put(from, length, path, ifEtag, call, progress));
  }

  /** See {@link StoreClient#get}. */
  public CompletableFuture<FileInfo> get(String path, OutputStream to, Call call, Progress progress)
      throws InterruptedException {
    return begin(() -> store.get(path, to, Optional.empty(), call, progress));
  }

  /** See {@link StoreClient#append}. */
  public CompletableFuture<FileInfo> append(
      InputStream from, String path, Call call, Progress progress) throws InterruptedException {
    return begin(() -> store.append(from, path, call, progress));
  }

  /** See {@link StoreClient#makeFolder}. */
  public CompletableFuture<FileInfo> makeFolder(String path, boolean parents, Call call)
      throws InterruptedException {
    return begin(() -> store.makeFolder(path, parents, call));
  }

  /** See {@link StoreClient#remove}; answers the path. */
  public CompletableFuture<String> remove(String path, boolean recursive, Call call)
      throws InterruptedException {
    return begin(
        () -> {
          store.remove(path, recursive, call);
          return path;
        });
  }

  /** See {@link StoreClient#rename}; answers the new path. */
  public CompletableFuture<String> rename(String from, String to, boolean replace, Call call)
      throws InterruptedException {
    return begin(
        () -> {
          store.rename(from, to, replace, call);
          return to;
        });
  }

  /** See {@link StoreClient#stat}. */
  public CompletableFuture<StatResponse> stat(String path, Call call) throws InterruptedException {
    return begin(() -> store.stat(path, call));
  }

  /** See {@link StoreClient#list}. */
  public CompletableFuture<ListResponse> list(String path, String after, int limit, Call call)
      throws InterruptedException {
    return begin(() -> store.list(path, after, limit, call));
  }

  private interface Operation<T> {
    T run() throws InterruptedException;
  }

  /** A future that takes its thread along when it is cancelled. */
  private static final class Pending<T> extends CompletableFuture<T> {
    private volatile @Nullable Future<?> running;

    @Override
    public boolean cancel(boolean mayInterrupt) {
      boolean cancelled = super.cancel(mayInterrupt);
      Future<?> thread = running;
      if (thread != null) {
        thread.cancel(mayInterrupt);
      }
      return cancelled;
    }
  }

  private <T> CompletableFuture<T> begin(Operation<T> operation) throws InterruptedException {
    places.acquire();
    Pending<T> pending = new Pending<>();
    // Also when it was cancelled before its thread began.
    var unused = pending.whenComplete((done, failure) -> places.release());
    try {
      pending.running =
          threads.submit(
              () -> {
                try {
                  pending.complete(operation.run());
                } catch (InterruptedException e) {
                  pending.cancel(false);
                } catch (RuntimeException | Error e) {
                  pending.completeExceptionally(e);
                }
              });
    } catch (RejectedExecutionException e) {
      pending.completeExceptionally(
          new DefiniteFailure(Failure.Code.CANCELLED, "this client is closed", e));
    }
    return pending;
  }

  /** Interrupts what still runs. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}

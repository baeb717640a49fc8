package sandstore.shown;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import sandstore.client.AsyncStore;
import sandstore.client.Call;
import sandstore.client.Listener;
import sandstore.client.Progress;
import sandstore.client.Range;
import sandstore.client.StoreClient;
import sandstore.proto.Address;
import sandstore.proto.Failure;
import sandstore.proto.FileInfo;
import sandstore.proto.ListResponse;
import sandstore.wire.AddressBook;
import sandstore.wire.Channels;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.LinkGate;
import sandstore.wire.NodeId;
import sandstore.wire.RpcTap;
import sandstore.wire.Token;
import sandstore.wire.UnknownOutcome;

/**
 * The client library on a page. It is the library that the lab's own commands use; a test runs each
 * of these against real nodes, so what stands here works.
 */
final class ClientExamples {
  private ClientExamples() {}

  /** Where nodes listen and the lab's token: all that a client needs to know. */
  static Channels connect(List<Address> nodes, Token token) {
    Channels channels = new Channels(NodeId.CLIENT, token, new LinkGate(), RpcTap.SILENT);
    channels.follow(AddressBook.of(nodes));
    return channels;
  }

  /** Opens nothing yet; the first call finds the leader, the first write opens a session. */
  static StoreClient client(Channels channels) {
    return new StoreClient(
        "example",
        channels,
        () -> List.copyOf(channels.book().addresses().keySet()),
        Listener.NONE);
  }

  /** Streams in, streams out; memory is bounded whatever the file's size. */
  static void storeAndFetch(StoreClient store, Path local, Path copy, Consumer<String> screen)
      throws IOException, InterruptedException {
    Call patient = new Call(Optional.empty(), Duration.ofMinutes(1), false);
    Progress progress = (bytes, total, detail) -> screen.accept(bytes + " of " + total);
    try (InputStream from = Files.newInputStream(local)) {
      store.put(from, Files.size(local), "/big", null, patient, progress);
    }
    try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(copy))) {
      store.get("/big", to, Optional.empty(), patient, Progress.NONE);
    }
  }

  /** The last bytes of a file, without the rest. */
  static byte[] tail(StoreClient store, String path, int bytes) throws InterruptedException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    Range last = new Range(-bytes, bytes);
    store.getRange(path, last, to, Optional.empty(), Call.DEFAULT, Progress.NONE);
    return to.toByteArray();
  }

  /**
   * Read, change, write: compare-and-set on the etag keeps two of these from losing one. A failure
   * that says so is definite: it did not happen, so it may be tried again.
   */
  static FileInfo increment(StoreClient store, String path) throws InterruptedException {
    while (true) {
      ByteArrayOutputStream now = new ByteArrayOutputStream();
      FileInfo read = store.get(path, now, Optional.empty(), Call.DEFAULT, Progress.NONE);
      long next = Long.parseLong(now.toString(StandardCharsets.UTF_8)) + 1;
      try {
        return put(store, path, Long.toString(next), read.getEtag());
      } catch (DefiniteFailure e) {
        if (e.code() != Failure.Code.ETAG_MISMATCH) {
          throw e;
        }
      }
    }
  }

  /**
   * An unknown outcome is a type of its own. It is settled under the ids that it had: if it had
   * happened, the answer is what it was then; if not, it happens now; once in any case.
   */
  static void removeForCertain(StoreClient store, String path) throws InterruptedException {
    try {
      store.remove(path, true, Call.DEFAULT);
    } catch (UnknownOutcome e) {
      for (StoreClient.OpenQuestion question : store.openQuestions()) {
        store.settle(question, Call.DEFAULT);
      }
    }
  }

  /** A folder of any size, page by page. */
  static int countEntries(StoreClient store, String folder) throws InterruptedException {
    int entries = 0;
    String last = "";
    ListResponse page;
    do {
      page = store.list(folder, last, 1000, Call.DEFAULT);
      entries += page.getEntriesCount();
      if (page.getEntriesCount() > 0) {
        String path = page.getEntries(page.getEntriesCount() - 1).getPath();
        last = path.substring(path.lastIndexOf('/') + 1);
      }
    } while (page.getMore());
    return entries;
  }

  /** Many at once, 16 at a time; the futures fail with the same exceptions. */
  static void storeMany(StoreClient store, int files)
      throws InterruptedException, ExecutionException {
    try (AsyncStore async = new AsyncStore(store, 16)) {
      CompletableFuture<?>[] stored = new CompletableFuture<?>[files];
      for (int i = 0; i < files; i++) {
        byte[] bytes = ("file " + i).getBytes(StandardCharsets.UTF_8);
        InputStream from = new ByteArrayInputStream(bytes);
        stored[i] = async.put(from, bytes.length, "/many/" + i, null, Call.DEFAULT, Progress.NONE);
      }
      CompletableFuture.allOf(stored).get();
    }
  }

  /** Cancelling before the commit leaves nothing behind. True when it was in time. */
  static boolean cancelHalfway(StoreClient store, Path local)
      throws IOException, InterruptedException, ExecutionException {
    try (AsyncStore async = new AsyncStore(store, 1);
        InputStream from = Files.newInputStream(local)) {
      CompletableFuture<?> halfway = new CompletableFuture<>();
      long size = Files.size(local);
      Progress watch =
          (bytes, total, detail) -> {
            if (bytes > 0) {
              halfway.complete(null);
            }
          };
      CompletableFuture<FileInfo> put =
          async.put(from, size, "/cancelled", null, Call.DEFAULT, watch);
      halfway.get();
      put.cancel(true);
      put.get();
      return false;
    } catch (CancellationException e) {
      return true;
    }
  }

  /** A small text; {@code ifEtag} 0: only if there is no such file; null: whatever is there. */
  static FileInfo put(
      StoreClient store, String path, String text, @org.jspecify.annotations.Nullable Long ifEtag)
      throws InterruptedException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return store.put(
        new ByteArrayInputStream(bytes), bytes.length, path, ifEtag, Call.DEFAULT, Progress.NONE);
  }
}

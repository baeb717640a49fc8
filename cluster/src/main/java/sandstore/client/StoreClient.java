package sandstore.client;

import com.google.protobuf.ByteString;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sandstore.proto.FileInfo;
import sandstore.proto.ListResponse;
import sandstore.proto.MakeFolder;
import sandstore.proto.ManifestResponse;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;
import sandstore.proto.Quota;
import sandstore.proto.Remove;
import sandstore.proto.Rename;
import sandstore.proto.SetQuota;
import sandstore.proto.StatResponse;
import sandstore.wire.Channels;
import sandstore.wire.DaemonThreads;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/**
 * The store, as a program uses it.
 *
 * <pre>{@code
 * try (StoreClient store = new StoreClient("me", channels, () -> nodes, Listener.NONE)) {
 *   try (InputStream from = Files.newInputStream(file)) {
 *     store.put(from, Files.size(file), "/big", null, Call.DEFAULT, Progress.NONE);
 *   }
 *   store.get("/big", out, Optional.empty(), Call.DEFAULT, Progress.NONE);
 * } catch (DefiniteFailure e) {
 *   // it did not happen and never will
 * } catch (UnknownOutcome e) {
 *   // it may have happened: read, or settle() it with the same ids
 * }
 * }</pre>
 *
 * <p>Every method throws {@link StoreException}; reads, and transfers before their commit, only the
 * definite kind. A method that is interrupted cancels its calls; it throws {@link
 * InterruptedException} when nothing can have happened, and otherwise {@code UnknownOutcome} with
 * code CANCELLED, the interrupt then being answered. Retries: see {@link Trail}. Memory: a transfer
 * holds at most 16 MiB of buffers, or one chunk if that is larger. Threads may share a client.
 */
public final class StoreClient implements AutoCloseable {
  /**
   * An operation whose outcome this client does not know.
   *
   * @param operation as it was sent, with its session and sequence
   * @param why in a sentence
   */
  public record OpenQuestion(Operation operation, String why) {}

  private static final HexFormat HEX = HexFormat.of();

  private final Reads reads;
  private final Sessions sessions;
  private final Proposals proposals;
  private final Gets gets;
  private final Puts puts;
  private final Telling telling;
  private final Waits waits;
  private final Scrutiny scrutiny = new Scrutiny();
  private final Hedging hedging = new Hedging();
  private final Unsettled unsettled = new Unsettled();
  private final ExecutorService workers;

  /**
   * Opens nothing yet: neither connections nor a session.
   *
   * @param name shown in sessions and events
   * @param channels remain the caller's to close
   * @param nodes asked anew at each call, since nodes come and go
   */
  public StoreClient(
      String name, Channels channels, Supplier<List<NodeId>> nodes, Listener listener) {
    this(name, channels, nodes, listener, RetryLoop.ATTEMPT_LIMIT);
  }

  /**
   * The same for a client that is patient.
   *
   * @param patience how long it waits for one node's answer to a change before it asks another; two
   *     seconds is the usual
   */
  public StoreClient(
      String name,
      Channels channels,
      Supplier<List<NodeId>> nodes,
      Listener listener,
      Duration patience) {
    LeaderFinder finder = new LeaderFinder(nodes);
    this.workers = Executors.newCachedThreadPool(new DaemonThreads("client-transfer"));
    this.telling = new Telling(listener);
    RetryLoop loop = new RetryLoop(channels, finder);
    this.waits = new Waits(name, channels, finder::first);
    this.reads = new Reads(loop);
    this.sessions = new Sessions(name, loop, finder, patience);
    this.proposals = new Proposals(loop, sessions, finder, unsettled, patience);
    this.gets = new Gets(channels, reads, workers, waits, hedging, scrutiny);
    this.puts = new Puts(channels, loop, workers, proposals, reads, waits, hedging, scrutiny);
  }

  /**
   * Whether to compare what is read with its checksums, as is usual. Without, a byte that rotted is
   * handed on like any other: to see what checksums are for.
   */
  public void verify(boolean reads) {
    scrutiny.set(reads);
  }

  /** Opens its session now, which otherwise the first change does. */
  public void openSession(Call call) throws InterruptedException {
    sessions.ticket(started(call)).answered();
  }

  /**
   * Stores all that {@code from} gives as a new version of {@code path}: others see the old version
   * or the whole new one. Success means that a majority has the metadata, and enough nodes each
   * chunk, on disk.
   *
   * @param from is read once, on this thread; a failure to read it is a definite BAD_REQUEST
   * @param length bytes that {@code from} will give; -1 = not known
   * @param ifEtag compare-and-set; 0 = the file must not exist; null = whatever is there
   */
  public FileInfo put(
      InputStream from,
      long length,
      String path,
      @Nullable Long ifEtag,
      Call call,
      Progress progress)
      throws InterruptedException {
    Glimpse.Source source = new Glimpse.Source(from);
    return telling
        .<Puts.Written>tell(
            "put",
            path,
            w -> written(w, source.shown()),
            meant ->
                puts.put(
                    source,
                    length,
                    path,
                    ifEtag,
                    started(call),
                    progress,
                    sha256 -> meant.set(new Content(hex(sha256), 0, source.shown(), false))))
        .info();
  }

  /**
   * Writes the whole file, verified, to {@code to}, in order, on this thread: each chunk by the
   * CRC-32C that the manifest lists, and the SHA-256 of the whole if the file has at most 4 MiB, or
   * the call asks for it. When it throws, {@code to} may have got the beginning of the file:
   * discard it.
   *
   * @param from asks only this node for chunks
   * @throws StoreException definite: DATA_LOSS when every replica of some bytes is damaged or gone,
   *     UNREACHABLE when one could not be asked, VERSION_GONE when the file was overwritten or
   *     removed meanwhile, BAD_REQUEST when {@code to} failed
   */
  public FileInfo get(
      String path, OutputStream to, Optional<NodeId> from, Call call, Progress progress)
      throws InterruptedException {
    Glimpse.Sink sink = new Glimpse.Sink(to);
    return telling
        .<Gets.Read>tell(
            "get",
            path,
            r ->
                new Telling.Seen(
                    r.appliedIndex(),
                    Content.of(r.info(), hex(r.sha256()), sink.shown(), call.stale())),
            meant -> {
              meant.set(reading(call));
              return gets.get(path, Range.WHOLE, sink, from, started(call), progress);
            })
        .info();
  }

  /**
   * Like {@link #get}, of a part; what lies beyond the end of the file is left out. Blocks of 64
   * KiB are verified on the node, each frame on its way; the checksum of the whole file is not.
   */
  public FileInfo getRange(
      String path,
      Range range,
      OutputStream to,
      Optional<NodeId> from,
      Call call,
      Progress progress)
      throws InterruptedException {
    return telling
        .<Gets.Read>tell(
            "getRange",
            path,
            r -> new Telling.Seen(r.appliedIndex(), reading(call)),
            meant -> {
              meant.set(reading(call));
              return gets.get(path, range, to, from, started(call), progress);
            })
        .info();
  }

  /**
   * Adds to the end of an existing file, atomically. The new version has no SHA-256 of the whole,
   * unless it was so short that the whole was seen; the checksums of its chunks remain.
   *
   * @throws StoreException ETAG_MISMATCH when others changed the file again and again, or once
   *     after more than 16 MiB were read from {@code from}
   */
  public FileInfo append(InputStream from, String path, Call call, Progress progress)
      throws InterruptedException {
    return telling
        .<Puts.Written>tell(
            "append",
            path,
            w -> written(w, ""),
            meant ->
                puts.append(
                    from,
                    path,
                    started(call),
                    progress,
                    sha256 -> meant.set(new Content(hex(sha256), 0, "", false))))
        .info();
  }

  /**
   * @param parents make missing parents too; an existing folder is then no failure
   */
  public FileInfo makeFolder(String path, boolean parents, Call call) throws InterruptedException {
    Operation operation =
        Operation.newBuilder()
            .setMakeFolder(MakeFolder.newBuilder().setPath(path).setParents(parents))
            .build();
    return proposed("makeFolder", path, operation, "", call).getFile();
  }

  /**
   * @param recursive also a folder that is not empty, with all below it
   */
  public void remove(String path, boolean recursive, Call call) throws InterruptedException {
    Operation operation =
        Operation.newBuilder()
            .setRemove(Remove.newBuilder().setPath(path).setRecursive(recursive))
            .build();
    proposed("remove", path, operation, "", call);
  }

  /**
   * Moves a file or a folder; no chunk moves.
   *
   * @param replace whether an existing file at {@code to} gives way
   */
  public void rename(String from, String to, boolean replace, Call call)
      throws InterruptedException {
    Operation operation =
        Operation.newBuilder()
            .setRename(Rename.newBuilder().setFrom(from).setTo(to).setReplace(replace))
            .build();
    proposed("rename", from, operation, to, call);
  }

  /**
   * Limits what a folder and all below it may hold. A write or rename beyond it is a definite
   * QUOTA_EXCEEDED; what is there already stays.
   *
   * @param quota without limits: none any more
   */
  public FileInfo setQuota(String path, Quota quota, Call call) throws InterruptedException {
    Operation operation =
        Operation.newBuilder()
            .setSetQuota(SetQuota.newBuilder().setPath(path).setQuota(quota))
            .build();
    return proposed("setQuota", path, operation, "", call).getFile();
  }

  public StatResponse stat(String path, Call call) throws InterruptedException {
    return telling.tell(
        "stat",
        path,
        r -> new Telling.Seen(r.getStamp().getAppliedIndex(), known(r.getInfo(), call)),
        meant -> {
          meant.set(reading(call));
          return reads.stat(path, started(call));
        });
  }

  /**
   * Entries of a folder in order of name.
   *
   * @param after names after this one; empty = from the start
   * @param limit at most so many; 0 = 1000
   */
  public ListResponse list(String path, String after, int limit, Call call)
      throws InterruptedException {
    return telling.tell(
        "list",
        path,
        r -> new Telling.Seen(r.getStamp().getAppliedIndex(), reading(call)),
        meant -> reads.list(path, after, limit, started(call)));
  }

  /** Which chunks a file has, and where their replicas are. */
  public ManifestResponse manifest(String path, Call call) throws InterruptedException {
    return telling.tell(
        "manifest",
        path,
        r ->
            new Telling.Seen(
                r.getStamp().getAppliedIndex(), known(r.getManifest().getInfo(), call)),
        meant -> {
          meant.set(reading(call));
          return reads.manifest(path, started(call));
        });
  }

  /**
   * How often a second replica was asked for bytes since the first had not answered.
   *
   * @param reads of chunks or parts of them
   * @param hedges reads for which a second was asked
   * @param won those that it answered first
   */
  public record Hedged(long reads, long hedges, long won) {}

  public Hedged hedged() {
    return hedging.counts();
  }

  /** What ended unknown and has not been settled, oldest first; the newest 64. */
  public List<OpenQuestion> openQuestions() {
    return unsettled.all();
  }

  /**
   * Sends an operation again under the ids that it had. If it had happened, this answers what it
   * answered then; if not, it happens now. Either way it happens once.
   *
   * @throws StoreException definite: it did not happen; unknown: still unknown
   */
  public OperationResult settle(OpenQuestion question, Call call) throws InterruptedException {
    return telling.tell(
        "settle",
        Unsettled.path(question.operation()),
        result -> new Telling.Seen(0, Content.NONE),
        meant -> {
          try {
            OperationResult result = proposals.settle(question.operation(), started(call));
            unsettled.remove(question);
            return result;
          } catch (DefiniteFailure e) {
            unsettled.remove(question); // that is an answer, too
            throw e;
          }
        });
  }

  private OperationResult proposed(
      String kind, String path, Operation operation, String value, Call call)
      throws InterruptedException {
    return telling
        .<Proposals.Applied>tell(
            kind,
            path,
            a -> new Telling.Seen(a.index(), new Content(value, 0, "", false)),
            meant -> {
              meant.set(new Content(value, 0, "", false));
              return proposals.propose(operation, started(call));
            })
        .result();
  }

  private static Effort started(Call call) {
    return Effort.start(call);
  }

  private static Telling.Seen written(Puts.Written w, String shown) {
    return new Telling.Seen(w.index(), Content.of(w.info(), hex(w.sha256()), shown, false));
  }

  private static Content reading(Call call) {
    return new Content("", 0, "", call.stale());
  }

  /** What the metadata says of a file's content. */
  private static Content known(FileInfo info, Call call) {
    return Content.of(info, hex(info.getSha256()), "", call.stale());
  }

  private static String hex(ByteString bytes) {
    return HEX.formatHex(bytes.toByteArray());
  }

  /** Ends transfers that still run. Sessions expire by themselves. */
  @Override
  public void close() {
    waits.close();
    workers.shutdownNow();
  }
}

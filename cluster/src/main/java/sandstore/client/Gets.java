package sandstore.client;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Failure;
import sandstore.proto.FileInfo;
import sandstore.proto.Manifest;
import sandstore.proto.ManifestResponse;
import sandstore.wire.Channels;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * Reads whole files: the manifest, then its pieces, a few ahead of the writing, in order. Every
 * byte has passed the checksum of its frame; that of its chunk before it is handed on, unless the
 * chunk is too large to hold. Of a part of a chunk the node has verified the blocks in which it
 * lies.
 *
 * <p>The SHA-256 of the whole is what a history knows a content by, and verified at the end where
 * it is reckoned: of small files, where it costs nothing, and of large ones on request. There it is
 * a third of the processor time, and says nothing new of a file whose chunks are all what the
 * manifest lists.
 */
final class Gets {
  /** A larger file is hashed on request. */
  private static final long HASHED_BYTES = 4 << 20;

  private final Channels channels;
  private final Reads reads;
  private final ExecutorService workers;
  private final Waits waits;
  private final Hedging hedging;
  private final Scrutiny scrutiny;

  Gets(
      Channels channels,
      Reads reads,
      ExecutorService workers,
      Waits waits,
      Hedging hedging,
      Scrutiny scrutiny) {
    this.scrutiny = scrutiny;
    this.waits = waits;
    this.hedging = hedging;
    this.channels = channels;
    this.reads = reads;
    this.workers = workers;
  }

  /**
   * A file as it was read.
   *
   * @param sha256 of all that was read, or of what the manifest lists, which is what was read;
   *     empty if it was a part
   */
  record Read(FileInfo info, long appliedIndex, ByteString sha256) {}

  /**
   * When no replica has a chunk any more, the file may have been overwritten since its manifest was
   * read. The manifest is read once more: the same version again may list other replicas; a new one
   * is read from its start if nothing has been handed on.
   */
  Read get(
      String path,
      Range range,
      OutputStream to,
      Optional<NodeId> from,
      Effort call,
      Progress progress)
      throws InterruptedException {
    ManifestResponse response = reads.manifest(path, call);
    Transfer first = new Transfer(response, range, to, from, call, progress);
    try {
      return first.run(0);
    } catch (DefiniteFailure e) {
      if (e.code() != Failure.Code.VERSION_GONE || from.isPresent()) {
        throw e;
      }
      return again(path, first, e, call);
    }
  }

  private Read again(String path, Transfer first, DefiniteFailure gone, Effort call)
      throws InterruptedException {
    ManifestResponse now = manifestIfThere(path, call);
    if (now == null) {
      throw new DefiniteFailure(
          Failure.Code.VERSION_GONE, path + " was removed while it was read", gone);
    }
    FileInfo old = first.manifest.getInfo();
    boolean same = now.getManifest().getInfo().getEtag() == old.getEtag();
    if (!same && first.written > 0) {
      throw new DefiniteFailure(
          Failure.Code.VERSION_GONE, path + " was overwritten while it was read", gone);
    }
    try {
      return first.follow(now).run(first.piecesWritten);
    } catch (DefiniteFailure e) {
      if (same && e.code() == Failure.Code.VERSION_GONE) {
        throw new DefiniteFailure(Failure.Code.DATA_LOSS, String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }

  private @Nullable ManifestResponse manifestIfThere(String path, Effort call)
      throws InterruptedException {
    try {
      return reads.manifest(path, call);
    } catch (DefiniteFailure e) {
      if (e.code() == Failure.Code.NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }

  /** One version on its way out. */
  private final class Transfer {
    private Manifest manifest;
    private long appliedIndex;
    private final Range range;
    private final OutputStream to;
    private final Meter meter;
    private final Replicas replicas;
    private final boolean hashed;
    private @Nullable MessageDigest sha;
    private final CRC32C chunkCrc = new CRC32C();
    private long written;
    private int piecesWritten;

    Transfer(
        ManifestResponse from,
        Range range,
        OutputStream to,
        Optional<NodeId> only,
        Effort call,
        Progress progress) {
      this.manifest = from.getManifest();
      this.appliedIndex = from.getStamp().getAppliedIndex();
      this.to = to;
      this.range = range;
      this.meter = new Meter(progress, expected(), "from");
      this.hashed = call.hashed();
      this.replicas = new Replicas(channels, only, call, meter, waits, hedging, scrutiny);
    }

    Transfer follow(ManifestResponse now) {
      manifest = now.getManifest();
      appliedIndex = now.getStamp().getAppliedIndex();
      return this;
    }

    Read run(int firstPiece) throws InterruptedException {
      meter.chunks(manifest.getChunksCount());
      long length = manifest.getInfo().getLength();
      List<Piece> pieces = Piece.within(Piece.of(manifest), range.from(length), range.to(length));
      sha = range.isWhole() && isHashed(manifest.getInfo()) ? Sha256.begin() : null;
      int largest = pieces.stream().mapToInt(Piece::length).max().orElse(0);
      Iterator<Piece> next = pieces.listIterator(firstPiece);
      try (Pipeline<Piece> pipeline = new Pipeline<>(workers, largest)) {
        while (next.hasNext() || !pipeline.isEmpty()) {
          if (next.hasNext() && !pipeline.full()) {
            Piece piece = next.next();
            byte[] buffer = pipeline.buffer();
            pipeline.begin(
                buffer,
                () -> {
                  replicas.fetch(piece, buffer);
                  return piece;
                });
          } else {
            Pipeline.Taken<Piece> taken = pipeline.take();
            write(taken.result(), taken.buffer());
          }
        }
      }
      return finished();
    }

    private void write(Piece piece, byte[] bytes) {
      if (!piece.isWholeChunk() && range.isWhole()) {
        chunkCrc.update(bytes, 0, piece.length());
        boolean same = (int) chunkCrc.getValue() == piece.chunk().getCrc32C();
        if (piece.endsChunk() && !same && scrutiny.on()) {
          throw new DefiniteFailure(
              Failure.Code.CHUNK_CORRUPT,
              "chunk " + (piece.index() + 1) + " is not what the manifest lists; discard the copy");
        }
        if (piece.endsChunk()) {
          chunkCrc.reset();
        }
      }
      try {
        to.write(bytes, 0, piece.length());
      } catch (IOException e) {
        throw new DefiniteFailure(
            Failure.Code.BAD_REQUEST, "the copy cannot be written: " + e.getMessage(), e);
      }
      MessageDigest digest = sha;
      if (digest != null) {
        digest.update(bytes, 0, piece.length());
      }
      written += piece.length();
      piecesWritten++;
    }

    private boolean isHashed(FileInfo info) {
      return hashed
          || !scrutiny.on()
          || info.getLength() <= HASHED_BYTES
          || info.getSha256().isEmpty();
    }

    private long expected() {
      long length = manifest.getInfo().getLength();
      return range.to(length) - range.from(length);
    }

    private Read finished() {
      FileInfo info = manifest.getInfo();
      MessageDigest read = sha;
      ByteString digest =
          read != null
              ? ByteString.copyFrom(read.digest())
              : range.isWhole() ? info.getSha256() : ByteString.EMPTY;
      boolean known = scrutiny.on() && range.isWhole() && !info.getSha256().isEmpty();
      if (written != expected() || (known && !info.getSha256().equals(digest))) {
        throw new DefiniteFailure(
            Failure.Code.CHUNK_CORRUPT,
            "the bytes are not those that were stored as " + info.getPath() + "; discard the copy");
      }
      return new Read(info, appliedIndex, digest);
    }
  }
}

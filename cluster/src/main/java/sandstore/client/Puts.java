package sandstore.client;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sandstore.proto.ChunkRef;
import sandstore.proto.CommitFile;
import sandstore.proto.Failure;
import sandstore.proto.FileInfo;
import sandstore.proto.Manifest;
import sandstore.proto.Operation;
import sandstore.wire.Channels;
import sandstore.wire.Crc32c;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.PackedChunkList;

/**
 * Stores whole files. Until {@code CommitFile} is proposed nothing is visible, so whatever fails
 * before is definite; from then on the commit's outcome is the file's.
 */
final class Puts {
  private static final int APPEND_TRIES = 5;

  private final Channels channels;
  private final RetryLoop loop;
  private final ExecutorService workers;
  private final Proposals proposals;
  private final Reads reads;
  private final Waits waits;
  private final Hedging hedging;
  private final Scrutiny scrutiny;

  Puts(
      Channels channels,
      RetryLoop loop,
      ExecutorService workers,
      Proposals proposals,
      Reads reads,
      Waits waits,
      Hedging hedging,
      Scrutiny scrutiny) {
    this.scrutiny = scrutiny;
    this.waits = waits;
    this.hedging = hedging;
    this.channels = channels;
    this.loop = loop;
    this.workers = workers;
    this.proposals = proposals;
    this.reads = reads;
  }

  /** A file as it was stored; {@code sha256} is empty when only a part of it was seen. */
  record Written(FileInfo info, long index, ByteString sha256) {}

  /**
   * @param proposing gets the content's SHA-256 before the file is proposed
   */
  Written put(
      InputStream from,
      long length,
      String path,
      @Nullable Long ifEtag,
      Effort call,
      Progress progress,
      Consumer<ByteString> proposing)
      throws InterruptedException {
    if (length == 0) {
      return putEmpty(from, path, ifEtag, call, proposing);
    }
    lookFirst(path, length, ifEtag, call);
    Upload.Stored stored = upload(path, call).store(from, length, 0, 0, progress);
    CommitFile.Builder commit =
        listing(stored.chunks())
            .setPath(path)
            .setLength(stored.length())
            .setChunkSize(stored.chunkSize())
            .setSha256(stored.sha256());
    if (ifEtag != null) {
      commit.setIfEtag(ifEtag);
    }
    return commit(commit.build(), call, proposing);
  }

  /**
   * One request and one round of the log: there is nothing to plan, and what must fail fails before
   * any bytes have travelled anyway.
   */
  private Written putEmpty(
      InputStream from,
      String path,
      @Nullable Long ifEtag,
      Effort call,
      Consumer<ByteString> proposing)
      throws InterruptedException {
    Upload.requireEmpty(from);
    CommitFile.Builder commit =
        CommitFile.newBuilder()
            .setPath(path)
            .setSha256(ByteString.copyFrom(Sha256.begin().digest()));
    if (ifEtag != null) {
      commit.setIfEtag(ifEtag);
    }
    return commit(commit.build(), call, proposing);
  }

  /**
   * A look at what is there, so that what must fail does so before the bytes travel. It also finds
   * a node that can reach a majority, which then plans; one that is cut off would plan for its side
   * of the cut. When the caller named the node, that node is taken as it is.
   */
  private void lookFirst(String path, long length, @Nullable Long ifEtag, Effort call)
      throws InterruptedException {
    if (call.oneNode()) {
      return;
    }
    FileInfo there = reads.beforePut(path, length, call);
    if (ifEtag != null && ifEtag != there.getEtag()) {
      throw new DefiniteFailure(
          Failure.newBuilder()
              .setCode(Failure.Code.ETAG_MISMATCH)
              .setEtag(there.getEtag())
              .setMessage(path + " has etag " + there.getEtag() + ", not " + ifEtag)
              .build());
    }
  }

  /**
   * The last chunk, unless it is full, is replaced by one that has its bytes and the new ones; the
   * others stay as they are. Compare-and-set on the etag keeps two appends from losing one.
   */
  Written append(
      InputStream from, String path, Effort call, Progress progress, Consumer<ByteString> proposing)
      throws InterruptedException {
    Replay source = new Replay(from);
    for (int tries = 1; ; tries++) {
      Manifest manifest = reads.manifest(path, call).getManifest();
      try {
        return appendTo(manifest, source, path, call, progress, proposing);
      } catch (DefiniteFailure e) {
        if (e.code() != Failure.Code.ETAG_MISMATCH || tries == APPEND_TRIES || !source.rewind()) {
          throw e;
        }
      }
    }
  }

  private Written appendTo(
      Manifest manifest,
      InputStream source,
      String path,
      Effort call,
      Progress progress,
      Consumer<ByteString> proposing)
      throws InterruptedException {
    FileInfo info = manifest.getInfo();
    if (info.getFolder()) {
      throw new DefiniteFailure(Failure.Code.IS_A_FOLDER, path + " is a folder");
    }
    List<ChunkRef> chunks = new ArrayList<>(manifest.getChunksList());
    InputStream all = source;
    if (!chunks.isEmpty()) {
      ChunkRef last = chunks.get(chunks.size() - 1);
      if (last.getLength() < info.getChunkSize()) {
        chunks.remove(chunks.size() - 1);
        all = new SequenceInputStream(bytesOf(last, chunks.size(), call), source);
      }
    }
    long kept = chunks.stream().mapToLong(ChunkRef::getLength).sum();
    Upload.Stored stored =
        upload(path, call).store(all, -1, chunks.size(), info.getChunkSize(), progress);
    chunks.addAll(stored.chunks());
    return commit(
        listing(chunks)
            .setPath(path)
            .setLength(kept + stored.length())
            .setChunkSize(stored.chunkSize())
            .setSha256(kept == 0 ? stored.sha256() : ByteString.EMPTY)
            .setIfEtag(info.getEtag())
            .build(),
        call,
        proposing);
  }

  private InputStream bytesOf(ChunkRef chunk, int index, Effort call) throws InterruptedException {
    Meter silent = new Meter(Progress.NONE, chunk.getLength(), "from");
    Replicas replicas =
        new Replicas(channels, Optional.empty(), call, silent, waits, hedging, scrutiny);
    Manifest alone = Manifest.newBuilder().addChunks(chunk).build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(chunk.getLength()));
    for (Piece piece : Piece.of(alone)) {
      byte[] buffer = new byte[piece.length()];
      replicas.fetch(piece, buffer);
      bytes.write(buffer, 0, buffer.length);
    }
    byte[] whole = bytes.toByteArray();
    if (Crc32c.of(whole) != chunk.getCrc32C() && scrutiny.on()) {
      throw new DefiniteFailure(
          Failure.Code.CHUNK_CORRUPT, "chunk " + (index + 1) + " is not what the manifest lists");
    }
    return new ByteArrayInputStream(whole);
  }

  private static CommitFile.Builder listing(List<ChunkRef> chunks) {
    CommitFile.Builder commit = CommitFile.newBuilder();
    return chunks.size() > PackedChunkList.PLAIN
        ? commit.setPacked(PackedChunkList.pack(chunks))
        : commit.addAllChunks(chunks);
  }

  private Upload upload(String path, Effort call) {
    return new Upload(channels, loop, workers, call, path, waits);
  }

  private Written commit(CommitFile commit, Effort call, Consumer<ByteString> proposing)
      throws InterruptedException {
    proposing.accept(commit.getSha256());
    Proposals.Applied applied =
        proposals.propose(Operation.newBuilder().setCommitFile(commit).build(), call);
    return new Written(applied.result().getFile(), applied.index(), commit.getSha256());
  }
}

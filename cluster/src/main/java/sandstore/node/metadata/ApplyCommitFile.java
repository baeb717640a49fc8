package sandstore.node.metadata;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.Inode.FileVersion;
import sandstore.node.metadata.Inode.Folder;
import sandstore.proto.ChunkRef;
import sandstore.proto.CommitFile;
import sandstore.proto.Failure;
import sandstore.proto.FileInfo;
import sandstore.proto.MemberEntry;
import sandstore.proto.OperationResult;
import sandstore.wire.ChunkKey;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.PackedChunkList;

/**
 * Makes a whole new version of a file visible, at once. Chunks that only the version before had
 * become garbage; chunks that both have (an append keeps all but the last) stay.
 */
final class ApplyCommitFile {
  static final int MIN_CHUNK_SIZE = 64 << 10;
  static final int MAX_CHUNK_SIZE = 64 << 20;

  private ApplyCommitFile() {}

  static OperationResult apply(Draft draft, CommitFile request) {
    TreePath path = TreePath.parse(request.getPath());
    FileVersion before = current(draft, path);
    checkEtag(request, before, path);
    FileVersion after =
        new FileVersion(
            before == null ? draft.newInode() : before.id(),
            before == null ? 1 : before.version() + 1,
            draft.index,
            request.getLength(),
            request.getChunkSize(),
            draft.nowMillis,
            sha256(request),
            stillThere(draft, request, chunks(request)));
    draft.replaceChunks(before, after);
    draft.put(path, after);
    draft.checkQuotas(path);
    FileInfo info = after.info(path.toString());
    draft.effects.add(new Namespace.Effect.Committed(info, draft.index, uploads(request)));
    return OperationResult.newBuilder().setFile(info).build();
  }

  /**
   * What a commit there would replace; refused as that would be, as far as one can know before the
   * bytes are there. The draft is to be thrown away.
   *
   * @return null for nothing
   */
  static @Nullable FileVersion look(Draft draft, TreePath path, long length) {
    FileVersion before = current(draft, path);
    draft.put(
        path,
        new FileVersion(
            before == null ? draft.newInode() : before.id(),
            1,
            draft.index,
            length,
            0,
            draft.nowMillis,
            ByteString.EMPTY,
            List.of()));
    draft.checkQuotas(path);
    return before;
  }

  private static List<String> uploads(CommitFile request) {
    return request.getChunksList().stream().map(c -> c.getId().getUpload()).distinct().toList();
  }

  private static @Nullable FileVersion current(Draft draft, TreePath path) {
    if (path.isRoot() || draft.tree.find(path) instanceof Folder) {
      throw new DefiniteFailure(Failure.Code.IS_A_FOLDER, "is a folder: " + path);
    }
    draft.tree.requireFolder(path.parent());
    return draft.tree.find(path) instanceof FileVersion file ? file : null;
  }

  /** Etag 0 stands for no file, both in what is asked for and in what is answered. */
  private static void checkEtag(CommitFile request, @Nullable FileVersion before, TreePath path) {
    long etag = before == null ? 0 : before.etag();
    if (request.hasIfEtag() && request.getIfEtag() != etag) {
      throw new DefiniteFailure(
          Failure.newBuilder()
              .setCode(Failure.Code.ETAG_MISMATCH)
              .setEtag(etag)
              .setMessage(
                  before == null
                      ? "there is no " + path + " any more"
                      : path + " has etag " + etag + ", not " + request.getIfEtag())
              .build());
    }
  }

  private static ByteString sha256(CommitFile request) {
    int size = request.getSha256().size();
    if (size != 0 && size != 32) {
      throw bad("a SHA-256 has 32 bytes, not " + size);
    }
    return request.getSha256();
  }

  /** Every chunk but the last has the chunk size, and all of them have the length. */
  private static List<PlacedChunk> chunks(CommitFile request) {
    List<ChunkRef> refs =
        PackedChunkList.either(
            request.getChunksList(),
            request.getPacked(),
            request.getChunkSize(),
            request.getLength());
    int count = refs.size();
    if (count > ChunkKey.MAX_CHUNKS) {
      throw bad("a file has at most " + ChunkKey.MAX_CHUNKS + " chunks, not " + count);
    }
    int chunkSize = request.getChunkSize();
    if ((chunkSize < MIN_CHUNK_SIZE || chunkSize > MAX_CHUNK_SIZE)
        && (count > 0 || chunkSize != 0)) {
      throw bad("a chunk size is 64 KiB to 64 MiB, not " + Integer.toUnsignedString(chunkSize));
    }
    List<PlacedChunk> chunks = new ArrayList<>(count);
    long length = 0;
    for (ChunkRef ref : refs) {
      PlacedChunk chunk = PlacedChunk.of(ref);
      int position = chunks.size();
      if (chunk.name().index() != position) {
        throw bad("the chunk at position " + position + " has index " + chunk.name().index());
      }
      boolean last = position == count - 1;
      if (last ? chunk.length() > chunkSize : chunk.length() != chunkSize) {
        throw bad("chunk " + position + " has " + chunk.length() + " bytes of " + chunkSize);
      }
      length += chunk.length();
      chunks.add(chunk);
    }
    if (length != request.getLength()) {
      throw bad("the chunks have " + length + " bytes, the file " + request.getLength());
    }
    return List.copyOf(chunks);
  }

  /**
   * The chunks without the copies on nodes that have left since the leader found them, or live
   * another life by now: those are gone. Where the copies of a chunk are that a file has already is
   * known better.
   */
  private static List<PlacedChunk> stillThere(
      Draft draft, CommitFile request, List<PlacedChunk> chunks) {
    Set<NodeId> gone = new HashSet<>();
    for (MemberEntry member : draft.members.all()) {
      boolean since =
          request.getVerifiedIndex() > 0 && member.getSinceIndex() > request.getVerifiedIndex();
      if (since || member.getState() == MemberEntry.State.REMOVED) {
        gone.add(PlacedChunk.node(member.getNode()));
      }
    }
    if (gone.isEmpty()) {
      return chunks;
    }
    return chunks.stream()
        .map(chunk -> draft.chunks.isReferenced(chunk.name()) ? chunk : without(gone, chunk))
        .toList();
  }

  private static PlacedChunk without(Set<NodeId> gone, PlacedChunk chunk) {
    List<NodeId> left = chunk.replicas().stream().filter(n -> !gone.contains(n)).toList();
    if (left.isEmpty()) {
      throw new DefiniteFailure(
          Failure.Code.INSUFFICIENT_REPLICAS,
          "the copies of chunk " + chunk.name() + " are gone with their nodes; nothing is visible");
    }
    return left.size() == chunk.replicas().size() ? chunk : chunk.on(left);
  }

  private static DefiniteFailure bad(String message) {
    return new DefiniteFailure(Failure.Code.BAD_REQUEST, message);
  }
}

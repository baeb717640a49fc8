package sandstore.node.metadata;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sandstore.proto.FileInfo;
import sandstore.proto.StoredFile;

/** What a name in a folder stands for. A rename moves it and leaves it as it is. */
sealed interface Inode {
  /** Given once, never again; the root's is 1. */
  long id();

  /** As {@code stat} shows it at this path. */
  FileInfo info(String path);

  /** How many files it is or has below it. */
  long files();

  /** Of all these files. */
  long bytes();

  /**
   * @param madeMillis the time that the operation carried
   * @param files in it and below; {@code bytes} likewise. Both are derived, no part of the state
   * @param limits its quota
   */
  record Folder(long id, long madeMillis, Entries entries, long files, long bytes, Limits limits)
      implements Inode {
    static Folder empty(long id, long madeMillis) {
      return new Folder(id, madeMillis, Entries.EMPTY, 0, 0, Limits.NONE);
    }

    Folder with(String name, Inode child) {
      return changed(entries.with(name, child), entries.get(name), child);
    }

    Folder without(String name) {
      return changed(entries.without(name), entries.get(name), null);
    }

    private Folder changed(Entries now, @Nullable Inode gone, @Nullable Inode come) {
      return new Folder(
          id,
          madeMillis,
          now,
          files - (gone == null ? 0 : gone.files()) + (come == null ? 0 : come.files()),
          bytes - (gone == null ? 0 : gone.bytes()) + (come == null ? 0 : come.bytes()),
          limits);
    }

    Folder limited(Limits other) {
      return new Folder(id, madeMillis, entries, files, bytes, other);
    }

    @Override
    public FileInfo info(String path) {
      FileInfo.Builder info =
          FileInfo.newBuilder()
              .setPath(path)
              .setFolder(true)
              .setModifiedMillis(madeMillis)
              .setEntries(entries.size())
              .setFilesBelow(files)
              .setBytesBelow(bytes);
      if (!limits.isNone()) {
        info.setQuota(limits.toProto());
      }
      return info.build();
    }
  }

  /**
   * The current version of a file; an overwrite makes another with the same id. A folder keeps it
   * {@linkplain #packed packed}.
   *
   * @param version from 1
   * @param etag the index of the entry that committed it
   * @param length bytes
   * @param chunkSize bytes of every chunk but the last
   * @param sha256 32 bytes or none
   * @param chunks the one at position i has index i
   */
  record FileVersion(
      long id,
      long version,
      long etag,
      long length,
      int chunkSize,
      long modifiedMillis,
      ByteString sha256,
      List<PlacedChunk> chunks)
      implements Inode {
    /** The same version, its chunks on other nodes. */
    FileVersion on(List<PlacedChunk> placed) {
      return new FileVersion(id, version, etag, length, chunkSize, modifiedMillis, sha256, placed);
    }

    /** A {@link StoredFile}: some hundred bytes for a file of one chunk. */
    byte[] packed() {
      return StoredFile.newBuilder()
          .setId(id)
          .setVersion(version)
          .setEtag(etag)
          .setLength(length)
          .setChunkSize(chunkSize)
          .setModifiedMillis(modifiedMillis)
          .setSha256(sha256)
          .setChunks(PlacedChunks.pack(chunks))
          .build()
          .toByteArray();
    }

    /** What {@link #packed} made. */
    static FileVersion unpacked(byte[] packed) {
      try {
        return of(StoredFile.parseFrom(packed));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("a file in memory is damaged", e);
      }
    }

    /**
     * @throws sandstore.wire.DefiniteFailure when its parts do not fit each other
     */
    static FileVersion of(StoredFile stored) {
      return new FileVersion(
          stored.getId(),
          stored.getVersion(),
          stored.getEtag(),
          stored.getLength(),
          stored.getChunkSize(),
          stored.getModifiedMillis(),
          stored.getSha256(),
          new PlacedChunks(stored.getChunks(), stored.getChunkSize(), stored.getLength()));
    }

    @Override
    public long files() {
      return 1;
    }

    @Override
    public long bytes() {
      return length;
    }

    @Override
    public FileInfo info(String path) {
      return FileInfo.newBuilder()
          .setPath(path)
          .setLength(length)
          .setEtag(etag)
          .setVersion(version)
          .setModifiedMillis(modifiedMillis)
          .setChunkCount(chunks.size())
          .setSha256(sha256)
          .setChunkSize(chunkSize)
          .build();
    }
  }
}

package sandstore.node.metadata;

import com.google.protobuf.ByteString;
import java.util.List;
import org.pcollections.TreePMap;
import sandstore.proto.FileInfo;

/** What a name in a folder stands for. A rename moves it and leaves it as it is. */
sealed interface Inode {
  /** Given once, never again; the root's is 1. */
  long id();

  /** As {@code stat} shows it at this path. */
  FileInfo info(String path);

  /**
   * @param madeMillis the time that the operation carried
   * @param entries by name, in order of UTF-16 code units
   */
  record Folder(long id, long madeMillis, TreePMap<String, Inode> entries) implements Inode {
    Folder with(String name, Inode child) {
      return new Folder(id, madeMillis, entries.plus(name, child));
    }

    Folder without(String name) {
      return new Folder(id, madeMillis, entries.minus(name));
    }

    @Override
    public FileInfo info(String path) {
      return FileInfo.newBuilder()
          .setPath(path)
          .setFolder(true)
          .setModifiedMillis(madeMillis)
          .setEntries(entries.size())
          .build();
    }
  }

  /**
   * The current version of a file; an overwrite makes another with the same id.
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

package sandstore.node.metadata;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;
import sandstore.node.metadata.Inode.FileVersion;
import sandstore.node.metadata.Inode.Folder;
import sandstore.proto.ChunkId;
import sandstore.proto.OperationResult;
import sandstore.proto.SnapshotAnswer;
import sandstore.proto.SnapshotFile;
import sandstore.proto.SnapshotFolder;
import sandstore.proto.SnapshotGarbage;
import sandstore.proto.SnapshotHeader;
import sandstore.proto.SnapshotRecord;
import sandstore.proto.SnapshotSession;
import sandstore.proto.StoredFile;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * Builds a namespace from records. A folder is open, on the stack, until a record comes that is not
 * deeper; then it is put into its parent.
 */
final class SnapshotReader {
  /** A folder whose entries are still coming. */
  private static final class Open {
    final String name;
    Folder folder;

    Open(String name, Folder folder) {
      this.name = name;
      this.folder = folder;
    }
  }

  private final Deque<Open> open = new ArrayDeque<>();
  private ChunkSet young = ChunkSet.EMPTY;
  private ChunkSet old = ChunkSet.EMPTY;
  private TreePSet<NodeId> draining = TreePSet.empty();
  private Sessions sessions = Sessions.NONE;
  private MemberTable members = MemberTable.EMPTY;

  Namespace read(Frames.Reader in) throws IOException {
    byte[] first = in.read();
    if (first == null) {
      throw new DamagedSnapshotException("the snapshot has no header");
    }
    try {
      SnapshotHeader header = SnapshotHeader.parseFrom(first);
      Limits limits = Limits.of(header.getRootQuota());
      open.push(new Open("", Folder.empty(Tree.ROOT_ID, 0).limited(limits)));
      for (byte[] bytes = in.read(); bytes != null; bytes = in.read()) {
        add(SnapshotRecord.parseFrom(bytes));
      }
      closeDownTo(1);
      return check(header, build(header));
    } catch (InvalidProtocolBufferException | DefiniteFailure e) {
      throw new DamagedSnapshotException("a record cannot be read: " + e.getMessage(), e);
    }
  }

  private void add(SnapshotRecord record) throws IOException {
    switch (record.getKindCase()) {
      case FOLDER -> addFolder(record.getFolder());
      case FILE -> addFile(record.getFile());
      case GARBAGE -> addGarbage(record.getGarbage());
      case SESSION -> addSession(record.getSession());
      case MEMBER -> members = members.with(record.getMember());
      case DRAINING ->
          record
              .getDraining()
              .getNodesList()
              .forEach(n -> draining = draining.plus(PlacedChunk.node(n)));
      case KIND_NOT_SET -> throw new DamagedSnapshotException("a record of no known kind");
    }
  }

  private void addFolder(SnapshotFolder record) throws IOException {
    closeDownTo(record.getDepth());
    Folder folder = Folder.empty(record.getId(), record.getMadeMillis());
    open.push(new Open(record.getName(), folder.limited(Limits.of(record.getQuota()))));
  }

  private void addFile(SnapshotFile record) throws IOException {
    closeDownTo(record.getDepth());
    put(record.getName(), FileVersion.of(StoredFile.parseFrom(record.getFile())));
  }

  private void put(String name, Inode child) {
    Open parent = open.element();
    parent.folder = parent.folder.with(name, child);
  }

  /** Closes folders until one is open at each of the levels 1..depth. */
  private void closeDownTo(int depth) throws IOException {
    if (depth < 1 || depth > open.size()) {
      throw new DamagedSnapshotException("a record at depth " + depth + " has no folder");
    }
    while (open.size() > depth) {
      Open closed = open.pop();
      put(closed.name, closed.folder);
    }
  }

  private void addGarbage(SnapshotGarbage record) {
    for (ChunkId id : record.getIdsList()) {
      if (record.getOld()) {
        old = old.plus(ChunkName.of(id));
      } else {
        young = young.plus(ChunkName.of(id));
      }
    }
  }

  private void addSession(SnapshotSession record) {
    TreePMap<Long, OperationResult> answers = TreePMap.empty();
    for (SnapshotAnswer answer : record.getAnswersList()) {
      answers = answers.plus(answer.getSequence(), answer.getResult());
    }
    sessions =
        sessions.with(
            new Session(
                record.getId(),
                record.getClient(),
                record.getTimeoutMillis(),
                record.getActiveMillis(),
                record.getAcknowledgedBelow(),
                answers));
  }

  private Namespace build(SnapshotHeader header) {
    Tree tree = Tree.of(open.pop().folder);
    GarbageMarks marks =
        new GarbageMarks(young, old, header.getYoungSinceMillis(), 0, 0).recomputed();
    return new Namespace(
        tree,
        ChunkLedger.of(tree, marks, draining),
        sessions,
        members,
        header.getNextInode(),
        header.getLastIndex(),
        header.getLastAtMillis());
  }

  private static Namespace check(SnapshotHeader header, Namespace read) throws IOException {
    if (read.stateHash() != header.getStateHash()
        || read.files() != header.getFiles()
        || read.folders() != header.getFolders()
        || read.chunks() != header.getChunks()) {
      throw new DamagedSnapshotException("the state that was read is not the one that was written");
    }
    return read;
  }
}

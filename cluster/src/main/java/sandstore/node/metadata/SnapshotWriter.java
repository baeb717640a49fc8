package sandstore.node.metadata;

import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import sandstore.node.metadata.Inode.FileVersion;
import sandstore.node.metadata.Inode.Folder;
import sandstore.proto.MemberEntry;
import sandstore.proto.SnapshotAnswer;
import sandstore.proto.SnapshotDraining;
import sandstore.proto.SnapshotFile;
import sandstore.proto.SnapshotFolder;
import sandstore.proto.SnapshotGarbage;
import sandstore.proto.SnapshotHeader;
import sandstore.proto.SnapshotRecord;
import sandstore.proto.SnapshotSession;

/** Walks a namespace and writes one record for each thing in it. */
final class SnapshotWriter {
  private static final int MARKS_A_RECORD = 1000;

  private final Frames.Writer out;
  private ChunkLedger ledger = ChunkLedger.EMPTY;

  SnapshotWriter(Frames.Writer out) {
    this.out = out;
  }

  void write(Namespace namespace) throws IOException {
    ledger = namespace.ledger;
    out.write(header(namespace));
    writeEntries(namespace.tree.root(), 1);
    GarbageMarks garbage = namespace.ledger.garbage();
    writeGarbage(garbage.old(), true);
    writeGarbage(garbage.young(), false);
    if (!ledger.draining().isEmpty()) {
      out.write(SnapshotRecord.newBuilder().setDraining(draining()).build());
    }
    for (Session session : namespace.sessions.byId().values()) {
      writeSession(session);
    }
    for (MemberEntry member : namespace.members().all()) {
      out.write(SnapshotRecord.newBuilder().setMember(member).build());
    }
    out.end();
  }

  private static SnapshotHeader header(Namespace namespace) {
    return SnapshotHeader.newBuilder()
        .setLastIndex(namespace.lastIndex())
        .setLastAtMillis(namespace.lastAtMillis())
        .setNextInode(namespace.nextInode)
        .setFiles(namespace.files())
        .setFolders(namespace.folders())
        .setChunks(namespace.chunks())
        .setYoungSinceMillis(namespace.ledger.garbage().youngSinceMillis())
        .setStateHash(namespace.stateHash())
        .setRootQuota(namespace.tree.root().limits().toProto())
        .build();
  }

  private void writeEntries(Folder folder, int depth) throws IOException {
    folder
        .entries()
        .visit(
            new Entries.Visitor() {
              @Override
              public void folder(String name, Folder child) throws IOException {
                writeFolder(name, child, depth);
                writeEntries(child, depth + 1);
              }

              @Override
              public void file(String name, byte[] packed) throws IOException {
                writeFile(name, packed, depth);
              }
            });
  }

  private void writeFolder(String name, Folder folder, int depth) throws IOException {
    SnapshotFolder.Builder record = SnapshotFolder.newBuilder();
    record.setDepth(depth).setName(name).setId(folder.id()).setMadeMillis(folder.madeMillis());
    if (!folder.limits().isNone()) {
      record.setQuota(folder.limits().toProto());
    }
    out.write(SnapshotRecord.newBuilder().setFolder(record).build());
  }

  /** As it is kept, but for who has its chunks now: a file does not know when they have moved. */
  private void writeFile(String name, byte[] packed, int depth) throws IOException {
    FileVersion file = FileVersion.unpacked(packed);
    byte[] current =
        ledger.haveMoved(file.chunks()) ? file.on(ledger.now(file.chunks())).packed() : packed;
    SnapshotFile.Builder record = SnapshotFile.newBuilder();
    record.setDepth(depth).setName(name);
    record.setFile(UnsafeByteOperations.unsafeWrap(current));
    out.write(SnapshotRecord.newBuilder().setFile(record).build());
  }

  private SnapshotDraining.Builder draining() {
    SnapshotDraining.Builder record = SnapshotDraining.newBuilder();
    ledger.draining().forEach(node -> record.addNodes(node.name()));
    return record;
  }

  private void writeGarbage(Iterable<ChunkName> marks, boolean old) throws IOException {
    SnapshotGarbage.Builder record = SnapshotGarbage.newBuilder().setOld(old);
    for (ChunkName name : marks) {
      record.addIds(name.toProto());
      if (record.getIdsCount() == MARKS_A_RECORD) {
        out.write(SnapshotRecord.newBuilder().setGarbage(record).build());
        record.clearIds();
      }
    }
    if (record.getIdsCount() > 0) {
      out.write(SnapshotRecord.newBuilder().setGarbage(record).build());
    }
  }

  private void writeSession(Session session) throws IOException {
    SnapshotSession.Builder record = SnapshotSession.newBuilder();
    record.setId(session.id()).setClient(session.client());
    record.setTimeoutMillis(session.timeoutMillis()).setActiveMillis(session.activeMillis());
    record.setAcknowledgedBelow(session.acknowledgedBelow());
    for (var answer : session.answers().entrySet()) {
      record.addAnswers(
          SnapshotAnswer.newBuilder().setSequence(answer.getKey()).setResult(answer.getValue()));
    }
    out.write(SnapshotRecord.newBuilder().setSession(record).build());
  }
}

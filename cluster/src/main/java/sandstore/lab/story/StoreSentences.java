package sandstore.lab.story;

import java.util.Map;
import java.util.function.Function;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.FileCommitted;
import sandstore.proto.ReplicationCounted;

/** Chunks, files, sessions. */
final class StoreSentences {
  private StoreSentences() {}

  static void addTo(Map<KindCase, Function<Event, String>> all) {
    all.put(
        KindCase.CHUNK_STARTED,
        e -> e.getNode() + " is receiving " + Sentence.chunk(e.getChunkStarted().getId()));
    all.put(
        KindCase.CHUNK_STORED,
        e ->
            (e.getNode() + " stored " + Sentence.chunk(e.getChunkStored().getId()))
                + (", " + Sentence.count(e.getChunkStored().getLength(), "byte")));
    all.put(
        KindCase.CHUNK_VERIFIED,
        e -> e.getNode() + " verified " + Sentence.chunk(e.getChunkVerified().getId()));
    all.put(
        KindCase.REPLICA_CORRUPT,
        e ->
            (e.getNode() + "'s copy of " + Sentence.chunk(e.getReplicaCorrupt().getId()))
                + (" is damaged: " + e.getReplicaCorrupt().getReason()));
    all.put(
        KindCase.REPLICA_REPAIRED,
        e ->
            (e.getNode() + " mended its copy of " + Sentence.chunk(e.getReplicaRepaired().getId()))
                + (" from " + e.getReplicaRepaired().getFrom()));
    all.put(
        KindCase.CHUNK_TRASHED,
        e ->
            (e.getNode() + " put " + Sentence.chunk(e.getChunkTrashed().getId()))
                + (" into its trash: " + e.getChunkTrashed().getReason()));
    all.put(
        KindCase.CHUNK_DELETED,
        e -> e.getNode() + " deleted " + Sentence.chunk(e.getChunkDeleted().getId()));
    all.put(KindCase.FILE_COMMITTED, StoreSentences::committed);
    all.put(
        KindCase.FILE_REMOVED,
        e ->
            (e.getNode() + " applied entry " + e.getFileRemoved().getIndex() + ": ")
                + (e.getFileRemoved().getPath() + " was removed, ")
                + Sentence.count(e.getFileRemoved().getFiles(), "file"));
    all.put(
        KindCase.FILE_RENAMED,
        e ->
            (e.getNode() + " applied entry " + e.getFileRenamed().getIndex() + ": ")
                + (e.getFileRenamed().getFrom() + " is now " + e.getFileRenamed().getTo()));
    all.put(
        KindCase.SESSION_OPENED,
        e ->
            (e.getNode() + " opened session " + e.getSessionOpened().getSession() + " for ")
                + e.getSessionOpened().getClient());
    all.put(
        KindCase.SESSION_EXPIRED,
        e -> e.getNode() + " let session " + e.getSessionExpired().getSession() + " expire");
    RepairSentences.addTo(all);
    all.put(KindCase.REPLICATION_COUNTED, StoreSentences::counted);
  }

  private static String committed(Event e) {
    FileCommitted file = e.getFileCommitted();
    return e.getNode()
        + " applied entry "
        + file.getIndex()
        + ": "
        + file.getPath()
        + " has "
        + Sentence.count(file.getLength(), "byte")
        + " in "
        + Sentence.count(file.getChunks(), "chunk")
        + (file.getVersion() > 1 ? ", version " + file.getVersion() : "");
  }

  private static String counted(Event e) {
    ReplicationCounted count = e.getReplicationCounted();
    return e.getNode()
        + " counted "
        + Sentence.count(count.getFiles(), "file")
        + " in "
        + Sentence.count(count.getChunks(), "chunk")
        + ", "
        + count.getUnderReplicated()
        + " with too few copies";
  }
}

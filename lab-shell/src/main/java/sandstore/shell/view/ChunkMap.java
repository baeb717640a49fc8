package sandstore.shell.view;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sandstore.lab.LabEvent;
import sandstore.proto.ChunkId;
import sandstore.proto.Event;

/**
 * Which copy of which chunk is on which node, as far as events tell. Folded, one event at a time.
 */
final class ChunkMap {
  /** One copy on one node. */
  enum Copy {
    WRITING('~', Ink.WARN, "being written"),
    STORED('\u25cf', Ink.GOOD, "stored"),
    CORRUPT('!', Ink.BAD, "corrupt"),
    TRASHED('\u25cb', Ink.DIM, "in the trash");

    final char glyph;
    final Ink ink;
    final String word;

    Copy(char glyph, Ink ink, String word) {
      this.glyph = glyph;
      this.ink = ink;
      this.word = word;
    }
  }

  /** One chunk of one upload. */
  static final class Chunk {
    final TreeMap<String, Copy> copies = new TreeMap<>();
    long length;
    boolean repairing;
    int wanted;
  }

  /** One upload: the chunks of one version of one file. */
  static final class Upload {
    final TreeMap<Integer, Chunk> chunks = new TreeMap<>();
    String path = "";
    boolean removed;
    long newest;
  }

  final Map<String, Upload> uploads = new LinkedHashMap<>();
  private final Map<String, List<String>> current = new HashMap<>();

  void take(LabEvent at) {
    Event e = at.event();
    switch (e.getKindCase()) {
      case CHUNK_STARTED -> set(at, e.getChunkStarted().getId(), Copy.WRITING);
      case CHUNK_STORED -> {
        set(at, e.getChunkStored().getId(), Copy.STORED);
        chunk(at, e.getChunkStored().getId()).length = e.getChunkStored().getLength();
      }
      case REPLICA_CORRUPT -> set(at, e.getReplicaCorrupt().getId(), Copy.CORRUPT);
      case REPLICA_REPAIRED -> set(at, e.getReplicaRepaired().getId(), Copy.STORED);
      case CHUNK_TRASHED -> set(at, e.getChunkTrashed().getId(), Copy.TRASHED);
      case CHUNK_DELETED -> deleted(at, e.getChunkDeleted().getId());
      case REPAIR_QUEUED -> {
        Chunk chunk = chunk(at, e.getRepairQueued().getId());
        chunk.repairing = true;
        chunk.wanted = e.getRepairQueued().getWanted();
      }
      case REPAIR_DONE -> chunk(at, e.getRepairDone().getId()).repairing = false;
      case FILE_COMMITTED ->
          committed(e.getFileCommitted().getUploadsList(), e.getFileCommitted().getPath());
      case FILE_REMOVED -> removed(e.getFileRemoved().getPath());
      case FILE_RENAMED -> renamed(e.getFileRenamed().getFrom(), e.getFileRenamed().getTo());
      default -> {}
    }
  }

  private Chunk chunk(LabEvent at, ChunkId id) {
    Upload upload = uploads.computeIfAbsent(id.getUpload(), u -> new Upload());
    upload.newest = at.order();
    return upload.chunks.computeIfAbsent(id.getIndex(), i -> new Chunk());
  }

  private void set(LabEvent at, ChunkId id, Copy copy) {
    chunk(at, id).copies.put(at.event().getNode(), copy);
  }

  private void deleted(LabEvent at, ChunkId id) {
    Chunk chunk = chunk(at, id);
    chunk.copies.remove(at.event().getNode());
    Upload upload = uploads.get(id.getUpload());
    if (upload != null && upload.chunks.values().stream().allMatch(c -> c.copies.isEmpty())) {
      uploads.remove(id.getUpload());
    }
  }

  private void committed(List<String> ids, String path) {
    List<String> before = current.put(path, ids);
    if (before != null) {
      before.stream().filter(id -> !ids.contains(id)).forEach(this::unused);
    }
    ids.forEach(id -> uploads.computeIfAbsent(id, u -> new Upload()).path = path);
  }

  private void removed(String path) {
    List<String> ids = current.remove(path);
    if (ids != null) {
      ids.forEach(this::unused);
    }
  }

  private void unused(String id) {
    Upload upload = uploads.get(id);
    if (upload != null) {
      upload.removed = true;
    }
  }

  private void renamed(String from, String to) {
    List<String> ids = current.remove(from);
    if (ids != null) {
      committed(ids, to);
    }
  }
}

package sandstore.lab.why;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Timeline;
import sandstore.proto.ChunkId;
import sandstore.proto.Event;
import sandstore.proto.FileCommitted;
import sandstore.wire.NodeId;

/** What became of the copies of one chunk: where they were stored, and why some are not there. */
@AutoService(Question.class)
public final class WhyChunk implements Question {
  private static final Pattern NUMBER = Pattern.compile("c?([0-9]{1,6})");
  private static final String USAGE =
      "like this: why chunk c9 missing, or why chunk /big 9 missing";

  @Override
  public String name() {
    return "chunk";
  }

  @Override
  public String example() {
    return "chunk c9 missing";
  }

  @Override
  public Answer answer(List<String> words, Timeline timeline) {
    List<String> left = new ArrayList<>(words);
    left.remove("missing");
    if (left.isEmpty() || left.size() > 2) {
      throw new Refusal("which chunk?", USAGE);
    }
    Matcher number = NUMBER.matcher(left.get(left.size() - 1));
    if (!number.matches()) {
      throw new Refusal(
          "\"" + Style.harmless(left.get(left.size() - 1)) + "\" is no number of a chunk", USAGE);
    }
    int index = Integer.parseInt(number.group(1));
    Story story = new Story(timeline);
    LabEvent file = file(story, left.size() == 2 ? left.get(0) : "", index);
    return about(story, file, index);
  }

  /** The newest version of the file that is meant. */
  private static LabEvent file(Story story, String path, int index) {
    Optional<LabEvent> file =
        story.newest(
            e ->
                e.hasFileCommitted()
                    && (path.isEmpty()
                        ? e.getFileCommitted().getChunks() > index
                        : e.getFileCommitted().getPath().equals(path)));
    if (file.isEmpty()) {
      throw new Refusal(
          path.isEmpty()
              ? "no file with a chunk " + index + " was seen to be committed"
              : "no file " + Style.harmless(path) + " was seen to be committed",
          USAGE);
    }
    long chunks = file.get().event().getFileCommitted().getChunks();
    if (chunks <= index) {
      throw new Refusal(
          Style.harmless(path) + " has no chunk " + index,
          chunks == 0 ? "it is empty" : "its chunks are 0 to " + (chunks - 1));
    }
    return file.get();
  }

  private static Answer about(Story story, LabEvent file, int index) {
    FileCommitted committed = file.event().getFileCommitted();
    story.cite(file);
    List<String> uploads = committed.getUploadsList();
    Map<NodeId, LabEvent> latest = new TreeMap<>();
    for (LabEvent e : story.all(e -> isOf(e, uploads, index))) {
      latest.put(new NodeId(e.event().getNode()), e);
      story.cite(e);
    }
    List<String> sound = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    latest.forEach(
        (node, event) -> {
          String lost = lost(event.event());
          String trouble = lost.isEmpty() ? story.trouble(node, NodeId.CLIENT) : "";
          if (lost.isEmpty() && trouble.isEmpty()) {
            sound.add(node.name());
          } else {
            gone.add(node + (lost.isEmpty() ? ", which has it, " + trouble : lost));
          }
        });
    String what = "chunk " + index + " of " + committed.getPath();
    if (latest.isEmpty()) {
      return story.answer(what + ": where it was stored was not seen");
    }
    String there =
        sound.isEmpty() ? what + " cannot be had now" : what + " is on " + String.join(", ", sound);
    return story.answer(
        gone.isEmpty()
            ? there + ", and no copy is missing"
            : there + "; " + String.join("; ", gone));
  }

  private static boolean isOf(Event e, List<String> uploads, int index) {
    ChunkId id = id(e);
    return id.getIndex() == index && uploads.contains(id.getUpload());
  }

  /** Of an event that tells of a copy on its own node. */
  private static ChunkId id(Event e) {
    return switch (e.getKindCase()) {
      case CHUNK_STORED -> e.getChunkStored().getId();
      case REPLICA_CORRUPT -> e.getReplicaCorrupt().getId();
      case REPLICA_REPAIRED -> e.getReplicaRepaired().getId();
      case CHUNK_TRASHED -> e.getChunkTrashed().getId();
      default -> ChunkId.getDefaultInstance();
    };
  }

  /** Why the copy that this told of last is none; empty if it is one. */
  private static String lost(Event e) {
    return switch (e.getKindCase()) {
      case REPLICA_CORRUPT -> "'s copy is damaged: " + e.getReplicaCorrupt().getReason();
      case CHUNK_TRASHED -> " put its copy away: " + e.getChunkTrashed().getReason();
      default -> "";
    };
  }
}

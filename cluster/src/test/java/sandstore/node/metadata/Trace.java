package sandstore.node.metadata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sandstore.proto.AdmitNode;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkRef;
import sandstore.proto.CloseSession;
import sandstore.proto.CommitFile;
import sandstore.proto.MakeFolder;
import sandstore.proto.MarkGarbage;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;
import sandstore.proto.Quota;
import sandstore.proto.Remove;
import sandstore.proto.Rename;
import sandstore.proto.ReplaceReplicas;
import sandstore.proto.RetireNode;
import sandstore.proto.SetDraining;
import sandstore.proto.SetQuota;
import sandstore.wire.ChunkKey;

/**
 * Applies a script of operations and tells what came of each. Every line that is an operation is
 * one entry of the log; {@code 64K} is one chunk.
 *
 * <pre>
 * open CLIENT TIMEOUT        close           at MILLIS (time of the entries from here on)
 * mkdir [-p] PATH            rm [-r] PATH    mv [-f] FROM TO
 * put PATH CHUNKS BYTES [if ETAG] [since=INDEX]   CHUNKS: uploads, one a chunk, as a,a,b
 * mark UPLOAD-INDEX-ATTEMPT..               quota PATH FILES BYTES (- for no limit)
 * place UPLOAD-INDEX-ATTEMPT +NODE.. -NODE.. [least=COPIES] [since=INDEX]
 * drain NODE [off]           admit NODE GENERATION            retire NODE GENERATION
 * in SESSION                 seq NUMBER      ack NUMBER       again (the last operation, unchanged)
 * show                       anew (the last operation, by a proposer that does not look whether it was)
 * </pre>
 */
final class Trace {
  private static final int CHUNK = 64 << 10;

  Namespace namespace = Namespace.EMPTY;
  private final StringBuilder told = new StringBuilder();
  private long index;
  private long atMillis = 1000;
  private long session;
  private long sequence = 1;
  private long acknowledged;
  private Operation last = Operation.getDefaultInstance();

  static String of(String script) {
    return new Trace().run(script);
  }

  String run(String script) {
    script.lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(this::line);
    String text = told.toString();
    told.setLength(0);
    return text;
  }

  private void line(String line) {
    String[] words = line.split(" +");
    switch (words[0]) {
      case "at" -> atMillis = Long.parseLong(words[1]);
      case "in" -> session = Long.parseLong(words[1]);
      case "seq" -> sequence = Long.parseLong(words[1]);
      case "ack" -> acknowledged = Long.parseLong(words[1]);
      case "show" -> told.append(namespace.describe());
      case "again" -> apply(line, last);
      case "anew" -> apply(line, last.toBuilder().setForgetful(true).build());
      default -> apply(line, operation(words));
    }
  }

  private void apply(String line, Operation operation) {
    last = operation;
    Namespace.Step step = namespace.apply(operation, ++index);
    namespace = step.next();
    if (step.result().hasSession()) {
      session = step.result().getSession();
    }
    told.append(index).append(": ").append(line).append("\n   ").append(tell(step.result()));
    step.effects().forEach(e -> told.append("\n   ").append(tell(e)));
    told.append('\n');
  }

  Operation operation(String... words) {
    Operation.Builder operation = Operation.newBuilder().setAtMillis(atMillis);
    boolean flag = words.length > 1 && words[1].startsWith("-");
    String first = words.length < 2 ? "" : words[flag ? 2 : 1];
    switch (words[0]) {
      case "open" -> {
        return operation
            .setOpenSession(
                OpenSession.newBuilder()
                    .setClient(words[1])
                    .setTimeoutMillis(Long.parseLong(words[2])))
            .build();
      }
      case "mark" -> {
        MarkGarbage.Builder mark = MarkGarbage.newBuilder();
        Arrays.stream(words).skip(1).forEach(w -> mark.addIds(id(w)));
        return operation.setMarkGarbage(mark).build();
      }
      case "place" -> {
        return operation.setReplaceReplicas(replace(words)).build();
      }
      case "admit" -> {
        return operation
            .setAdmitNode(
                AdmitNode.newBuilder().setNode(words[1]).setGeneration(Long.parseLong(words[2])))
            .build();
      }
      case "retire" -> {
        return operation
            .setRetireNode(
                RetireNode.newBuilder().setNode(words[1]).setGeneration(Long.parseLong(words[2])))
            .build();
      }
      case "drain" -> {
        return operation
            .setSetDraining(SetDraining.newBuilder().setNode(words[1]).setOn(words.length == 2))
            .build();
      }
      case "close" -> operation.setCloseSession(CloseSession.getDefaultInstance());
      case "mkdir" ->
          operation.setMakeFolder(MakeFolder.newBuilder().setParents(flag).setPath(first));
      case "rm" -> operation.setRemove(Remove.newBuilder().setRecursive(flag).setPath(first));
      case "mv" ->
          operation.setRename(
              Rename.newBuilder().setReplace(flag).setFrom(first).setTo(words[words.length - 1]));
      case "quota" ->
          operation.setSetQuota(
              SetQuota.newBuilder().setPath(words[1]).setQuota(quota(words[2], words[3])));
      case "put" -> operation.setCommitFile(commit(words));
      default -> throw new IllegalArgumentException("no such operation: " + words[0]);
    }
    return operation
        .setSession(session)
        .setSequence(sequence++)
        .setAcknowledgedBelow(acknowledged)
        .build();
  }

  private static Quota quota(String files, String bytes) {
    Quota.Builder quota = Quota.newBuilder();
    if (!files.equals("-")) {
      quota.setFiles(Long.parseLong(files));
    }
    if (!bytes.equals("-")) {
      quota.setBytes(Long.parseLong(bytes));
    }
    return quota.build();
  }

  private static ReplaceReplicas replace(String[] words) {
    String upload = words[1].substring(0, words[1].indexOf('-'));
    ChunkId id = id(words[1]);
    ReplaceReplicas.Builder replace =
        ReplaceReplicas.newBuilder().setId(id).setCrc32C(upload.hashCode() + id.getIndex());
    for (String word : Arrays.asList(words).subList(2, words.length)) {
      if (word.startsWith("least=")) {
        replace.setAtLeast(Integer.parseInt(word.substring("least=".length())));
      } else if (word.startsWith("since=")) {
        replace.setDecidedIndex(Long.parseLong(word.substring("since=".length())));
      } else if (word.startsWith("+")) {
        replace.addAdd(word.substring(1));
      } else {
        replace.addRemove(word.substring(1));
      }
    }
    return replace.build();
  }

  private static CommitFile commit(String[] words) {
    CommitFile.Builder commit = CommitFile.newBuilder().setPath(words[1]).setChunkSize(CHUNK);
    String[] uploads = words[2].equals("-") ? new String[0] : words[2].split(",");
    long length = Long.parseLong(words[3]);
    List<ChunkRef> chunks = new ArrayList<>();
    for (int i = 0; i < uploads.length; i++) {
      chunks.add(
          ChunkRef.newBuilder()
              .setId(id(uploads[i] + "-" + i + "-0"))
              .setLength(Math.min(CHUNK, length - (long) i * CHUNK))
              .setCrc32C(uploads[i].hashCode() + i)
              .addReplicas("node" + (1 + i % 3))
              .addReplicas("node" + (1 + (i + 1) % 3))
              .build());
    }
    commit.addAllChunks(chunks).setLength(length);
    for (int i = 4; i < words.length; i++) {
      if (words[i].startsWith("since=")) {
        commit.setVerifiedIndex(Long.parseLong(words[i].substring(6)));
      } else if (words[i].equals("if")) {
        commit.setIfEtag(Long.parseLong(words[++i]));
      }
    }
    return commit.build();
  }

  static ChunkId id(String text) {
    return ChunkKey.parse("0".repeat(16 - text.indexOf('-')) + text).toProto();
  }

  static String tell(OperationResult result) {
    return switch (result.getKindCase()) {
      case FAILURE ->
          "failed "
              + result.getFailure().getCode()
              + (result.getFailure().getEtag() != 0
                  ? " (etag " + result.getFailure().getEtag() + ")"
                  : "")
              + ": "
              + result.getFailure().getMessage();
      case DONE -> "done";
      case SESSION -> "session " + result.getSession();
      case FILE ->
          result.getFile().getFolder()
              ? "folder " + result.getFile().getPath()
              : "file "
                  + result.getFile().getPath()
                  + " v"
                  + result.getFile().getVersion()
                  + " etag "
                  + result.getFile().getEtag();
      case KIND_NOT_SET -> "nothing";
    };
  }

  private static String tell(Namespace.Effect effect) {
    if (effect instanceof Namespace.Effect.Committed e) {
      return "committed " + e.file().getPath() + " " + e.file().getLength();
    } else if (effect instanceof Namespace.Effect.Removed e) {
      return "removed " + e.path() + " files " + e.files();
    } else if (effect instanceof Namespace.Effect.Renamed e) {
      return "renamed " + e.from() + " " + e.to();
    } else if (effect instanceof Namespace.Effect.Opened e) {
      return "opened " + e.session() + " " + e.client();
    } else if (effect instanceof Namespace.Effect.Expired e) {
      return "expired " + e.session();
    } else if (effect instanceof Namespace.Effect.Garbage e) {
      StringBuilder text = new StringBuilder("garbage");
      e.chunks().forEach(id -> text.append(' ').append(shortName(id)));
      return text.toString();
    } else if (effect instanceof Namespace.Effect.Placed e) {
      return "placed " + shortName(e.chunk()) + " on " + e.replicas();
    } else if (effect instanceof Namespace.Effect.Draining e) {
      return "draining " + e.node() + " " + e.on();
    }
    return effect.toString();
  }

  private static String shortName(ChunkId id) {
    return ChunkKey.of(id).toString().replaceFirst("^0+", "");
  }
}

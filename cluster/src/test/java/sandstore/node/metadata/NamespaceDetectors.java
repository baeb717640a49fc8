package sandstore.node.metadata;

import java.util.List;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkRef;
import sandstore.proto.CommitFile;
import sandstore.proto.MakeFolder;
import sandstore.proto.MarkGarbage;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.proto.Remove;

/** What must hold whatever a namespace is given to apply. */
public final class NamespaceDetectors {
  private static final ChunkId CHUNK =
      ChunkId.newBuilder().setUpload("00000000000000a1").setIndex(0).build();
  private static final Namespace OPEN =
      Namespace.EMPTY
          .apply(Operation.newBuilder().setOpenSession(OpenSession.getDefaultInstance()).build(), 1)
          .next();

  private NamespaceDetectors() {}

  private static Operation.Builder operation(long sequence) {
    return Operation.newBuilder().setSession(1).setSequence(sequence).setAtMillis(1);
  }

  /** Invariant I4: a request takes effect at most once. */
  public static void aRetryChangesNothing() {
    Operation make = operation(1).setMakeFolder(MakeFolder.newBuilder().setPath("/a")).build();
    Operation remove = operation(2).setRemove(Remove.newBuilder().setPath("/a")).build();
    Namespace gone = OPEN.apply(make, 2).next().apply(remove, 3).next();
    Namespace.Step retry = gone.apply(make, 4);
    if (retry.next().folders() != 0) {
      throw new AssertionError("/a was made, removed, and is there again by a retry of its making");
    }
  }

  /** Invariant I7: no chunk that a file has is deleted. */
  public static void garbageIsNotCommitted() {
    Namespace marked =
        OPEN.apply(
                Operation.newBuilder()
                    .setMarkGarbage(MarkGarbage.newBuilder().addIds(CHUNK))
                    .build(),
                2)
            .next();
    Operation commit =
        operation(1)
            .setCommitFile(
                CommitFile.newBuilder()
                    .setPath("/f")
                    .setLength(3)
                    .setChunkSize(65536)
                    .addChunks(
                        ChunkRef.newBuilder().setId(CHUNK).setLength(3).addReplicas("node1")))
            .build();
    if (!marked.apply(commit, 3).result().hasFailure()) {
      throw new AssertionError("/f has a chunk that was told to be garbage before: it is deleted");
    }
  }

  /** Invariant I5: equal state at equal applied index. */
  public static void twoReplicasAreEqual() {
    List<Operation> log =
        List.of(
            operation(1).setMakeFolder(MakeFolder.newBuilder().setPath("/a")).build(),
            operation(2).setMakeFolder(MakeFolder.newBuilder().setPath("/b")).build());
    long early = hashAfter(log);
    long millis = System.currentTimeMillis();
    while (System.currentTimeMillis() == millis) {
      Thread.onSpinWait();
    }
    if (hashAfter(log) != early) {
      throw new AssertionError("a replica that applied the same entries later has another state");
    }
  }

  private static long hashAfter(List<Operation> log) {
    Namespace namespace = OPEN;
    for (Operation operation : log) {
      namespace = namespace.apply(operation, namespace.lastIndex() + 1).next();
    }
    return namespace.stateHash();
  }
}

package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sandstore.wire.NodeId;

/** Who has a chunk changes without the file. */
final class PlacesTest {
  private static final String FILE = "open alice 60000\nput /f a,a 65537\n";

  @Test
  void aListIsCorrectedAndTheFileStaysTheSameVersion() {
    Trace trace = new Trace();
    trace.run(FILE);

    assertThat(trace.run("place a-0-0 +node4 -node1\nplace a-0-0 +node4 -node1\nshow"))
        .isEqualTo(
            """
            3: place a-0-0 +node4 -node1
               done
               placed a-0-0 on [node2, node4]
            4: place a-0-0 +node4 -node1
               done
               placed a-0-0 on [node2, node4]
            /
              f  v1 etag 2 65537 bytes
                000000000000000a-0-0 65536 node2 node4
                000000000000000a-1-0 1 node2 node3
            session 1 of alice: acknowledged below 1, answers 1
            """);
    assertThat(trace.namespace.manifest("/f").getChunks(0).getReplicasList())
        .containsExactly("node2", "node4");
  }

  @Test
  void whatWouldBeWrongIsRefused() {
    Trace trace = new Trace();
    trace.run(FILE);
    assertThat(trace.run("place a-0-0 -node1 -node2")).contains("failed BAD_REQUEST");
    assertThat(trace.run("place b-0-0 +node4")).contains("failed NOT_FOUND");
    assertThat(trace.run("place a-0-0 +somebody")).contains("failed BAD_REQUEST");
    trace.run("rm /f");
    assertThat(trace.run("place a-0-0 +node4")).contains("failed NOT_FOUND");
  }

  /** A copy too many is dropped by a decision that may have become old on its way. */
  @Test
  void rule15_aDropThatWouldLeaveTooFewIsRefused() {
    Trace trace = new Trace();
    trace.run(FILE + "place a-0-0 +node4");
    assertThat(trace.run("place a-0-0 -node1 least=2")).contains("placed a-0-0 on [node2, node4]");
    assertThat(trace.run("place a-0-0 -node2 least=2")).contains("would be on 1 nodes");
    assertThat(trace.namespace.manifest("/f").getChunks(0).getReplicasList())
        .containsExactly("node2", "node4");
  }

  /** Between a copy and the entry that lists it, the disk that has it may be replaced. */
  @Test
  void rule16_aCopyOfAFormerLifeIsNotListed() {
    Trace trace = new Trace();
    trace.run(FILE);
    long before = trace.namespace.lastIndex();
    trace.run("admit node4 2");
    assertThat(trace.run("place a-0-0 +node4 since=" + before))
        .contains("node4 is not the member any more that made the copy");
    assertThat(trace.run("place a-0-0 +node4 since=" + (before + 1))).contains("node4]");
  }

  /** Between the look at the copies of a new file and its entry, a node may go, or begin anew. */
  @Test
  void rule16_aFileDoesNotListCopiesOfNodesThatHaveLeft() {
    Trace trace = new Trace();
    trace.run("open alice 60000");
    long before = trace.namespace.lastIndex();
    trace.run("admit node2 2\nadmit node3 2\nretire node3 2");

    assertThat(trace.run("put /f a 5 since=" + before)).contains("file /f v1");
    assertThat(trace.namespace.manifest("/f").getChunks(0).getReplicasList())
        .containsExactly("node1");
    assertThat(trace.run("put /g a,b,c 140000 since=" + trace.namespace.lastIndex()))
        .contains("failed BAD_REQUEST"); // a-0-0 is /f's
    assertThat(trace.run("put /g b,b,c 140000 since=" + trace.namespace.lastIndex()))
        .contains("file /g v1");
    assertThat(trace.namespace.manifest("/g").getChunks(1).getReplicasList())
        .containsExactly("node2");
    assertThat(trace.run("put /h d,d 70000 since=" + before))
        .contains("failed INSUFFICIENT_REPLICAS");
    assertThat(trace.namespace.recomputeHash()).isEqualTo(trace.namespace.stateHash());
  }

  @Test
  void whoIsForgottenIsInNoPlaceAndDoesNotDrain() throws Exception {
    Trace trace = new Trace();
    trace.run(FILE + "place a-0-0 +node3\ndrain node1\nretire node1 1");
    Namespace after = trace.namespace;
    assertThat(after.census().chunksOn(NodeId.of(1))).isZero();
    assertThat(after.draining()).isEmpty();
    assertThat(after.manifest("/f").getChunks(0).getReplicasList())
        .containsExactly("node2", "node3");
    assertThat(after.recomputeHash()).isEqualTo(after.stateHash());
    assertThat(SnapshotTest.reread(after).stateHash()).isEqualTo(after.stateHash());
  }

  /** An append names the chunks that it keeps as its client knew them. */
  @Test
  void aNewVersionThatKeepsAChunkDoesNotMoveItBack() {
    Trace trace = new Trace();
    trace.run(FILE + "place a-0-0 +node4 -node1\nput /f a,b 65540");
    assertThat(trace.namespace.manifest("/f").getChunks(0).getReplicasList())
        .containsExactly("node2", "node4");
    assertThat(trace.namespace.recomputeHash()).isEqualTo(trace.namespace.stateHash());
  }

  @Test
  void theCensusFollows() {
    Trace trace = new Trace();
    trace.run(FILE);
    assertThat(census(trace)).containsExactly(1, 2, 1, 0);
    trace.run("place a-0-0 +node4 -node1");
    assertThat(census(trace)).containsExactly(0, 2, 1, 1);
    assertThat(trace.namespace.census().bytesOn(NodeId.of(4))).isEqualTo(65536);
    trace.run("rm /f");
    assertThat(census(trace)).containsExactly(0, 0, 0, 0);
  }

  private static long[] census(Trace trace) {
    long[] on = new long[4];
    for (int i = 0; i < on.length; i++) {
      on[i] = trace.namespace.census().chunksOn(NodeId.of(i + 1));
    }
    return on;
  }

  @Test
  void drainingIsRememberedAndGoesThroughASnapshot() throws Exception {
    Trace trace = new Trace();
    trace.run(FILE + "drain node2\ndrain node3\nplace a-1-0 +node4 -node3\ndrain node3 off");
    Namespace after = SnapshotTest.reread(trace.namespace);
    assertThat(after.draining()).containsExactly(NodeId.of(2));
    assertThat(after.describe()).isEqualTo(trace.namespace.describe()).contains("draining node2\n");
    assertThat(after.stateHash()).isEqualTo(trace.namespace.stateHash());
  }
}

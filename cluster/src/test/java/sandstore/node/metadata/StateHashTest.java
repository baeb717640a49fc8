package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sandstore.proto.ChunkRef;
import sandstore.proto.CommitFile;
import sandstore.proto.Operation;

/** Rule 9: whatever differs in the state shows in the hash. */
class StateHashTest {
  private static final String BEFORE = "open alice 60000\nmkdir /d\nmkdir /e\n";

  private static long hashAfter(String line) {
    Trace trace = new Trace();
    trace.run(BEFORE + line);
    return trace.namespace.stateHash();
  }

  @Test
  void rule9_everyDifferenceShowsInTheHash() {
    Set<Long> hashes = new HashSet<>();
    String[] lines = {
      "put /f a 5",
      "put /f a 6",
      "put /f b 5",
      "put /f a,a 65537",
      "put /g a 5",
      "put /d/f a 5",
      "put /e/f a 5",
      "mkdir /f",
      "mkdir /d/f",
      "mkdir /e/f",
      "mv /d /f",
      "mv /e /f",
      "mv /d /e/d",
      "rm /d",
      "rm /e",
      "mark a-0-0",
      "mark a-0-1",
      "mark a-1-0",
      "drain node2",
      "drain node3",
      "put /f a 5\nplace a-0-0 +node3",
      "put /f a 5\nplace a-0-0 +node3 -node1",
      "open bob 1000",
      "open bob 1001",
      "open eve 1000",
      "close",
      "at 5000\nmkdir /f",
      "ack 2\nmkdir /f",
      "seq 9\nmkdir /f",
    };
    for (String line : lines) {
      assertThat(hashes.add(hashAfter(line))).as(line).isTrue();
      assertThat(hashAfter(line)).as(line).isEqualTo(hashAfter(line));
    }
  }

  @Test
  void aReplicaAndAChecksumShow() {
    Trace trace = new Trace();
    trace.run(BEFORE);
    Operation commit = trace.operation("put", "/f", "a", "5");
    CommitFile file = commit.getCommitFile();
    ChunkRef chunk = file.getChunks(0);
    Set<Long> hashes = new HashSet<>();
    for (ChunkRef other :
        new ChunkRef[] {
          chunk,
          chunk.toBuilder().addReplicas("node5").build(),
          chunk.toBuilder().setReplicas(0, chunk.getReplicas(1)).setReplicas(1, "node1").build(),
          chunk.toBuilder().setCrc32C(chunk.getCrc32C() ^ 1).build()
        }) {
      Operation changed =
          commit.toBuilder().setCommitFile(file.toBuilder().setChunks(0, other)).build();
      Namespace.Step step = trace.namespace.apply(changed, 4);
      assertThat(step.result().hasFile()).isTrue();
      assertThat(hashes.add(step.next().stateHash())).isTrue();
    }
  }

  /** Moving a folder does not touch what is below, however much that is. */
  @Test
  void aRenameChangesOneRecord() {
    Trace trace = new Trace();
    trace.run(BEFORE + "put /d/f a 5");
    Tree before = trace.namespace.tree;
    Tree after = before.moved(TreePath.parse("/d"), TreePath.parse("/e/d"));
    assertThat(after.find(TreePath.parse("/e/d"))).isSameAs(before.find(TreePath.parse("/d")));
    assertThat(after.hash()).isEqualTo(Tree.of(after.root()).hash()).isNotEqualTo(before.hash());
  }
}

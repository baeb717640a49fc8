package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final String SCRIPT =
      """
      at 4000000
      open alice 60000
      mkdir -p /a/b/c
      mkdir /z
      put /a/b/f a,a 70000
      put /a/b/g b 7
      put /top c 7
      rm /a/b/g
      at 8000000
      open bob 60000
      put /top d 8
      quota /a 10 100000
      quota / 20 -
      mkdir /z
      """;

  static byte[] write(Namespace namespace) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NamespaceCodec.write(namespace, out);
    return out.toByteArray();
  }

  static Namespace reread(Namespace namespace) throws IOException {
    return NamespaceCodec.read(new ByteArrayInputStream(write(namespace)));
  }

  private static Namespace sample() {
    Trace trace = new Trace();
    trace.run(SCRIPT);
    return trace.namespace;
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    Namespace before = sample();
    Namespace after = reread(before);
    assertThat(after.describe()).isEqualTo(before.describe()).contains("garbage, old", "answers");
    assertThat(after.stateHash()).isEqualTo(before.stateHash());
    assertThat(after.recomputeHash()).isEqualTo(before.stateHash());
    assertThat(after.lastIndex()).isEqualTo(before.lastIndex());
    assertThat(after.lastAtMillis()).isEqualTo(before.lastAtMillis());
    assertThat(after.chunks()).isEqualTo(before.chunks());
    assertThat(after.manifest("/a/b/f")).isEqualTo(before.manifest("/a/b/f"));
    assertThat(write(after)).isEqualTo(write(before));
  }

  @Test
  void theEmptyNamespaceIsASnapshotToo() throws IOException {
    assertThat(reread(Namespace.EMPTY).stateHash()).isEqualTo(Namespace.EMPTY.stateHash());
  }

  @Test
  void theReaderTakesNoByteMoreThanItsOwn() throws IOException {
    byte[] bytes = write(sample());
    ByteArrayInputStream in =
        new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length + 3)); // three that follow
    NamespaceCodec.read(in);
    assertThat(in.available()).isEqualTo(3);
  }

  @Test
  void everyFlippedBitIsFound() throws IOException {
    byte[] bytes = write(sample());
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= (byte) (1 << (i % 8));
      assertThatThrownBy(() -> NamespaceCodec.read(new ByteArrayInputStream(damaged)))
          .as("byte %d of %d", i, bytes.length)
          .isInstanceOf(DamagedSnapshotException.class);
    }
  }

  @Test
  void everyMissingTailIsFound() throws IOException {
    byte[] bytes = write(sample());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> NamespaceCodec.read(new ByteArrayInputStream(cut)))
          .isInstanceOf(DamagedSnapshotException.class);
    }
  }

  @Test
  void aStateThatIsNotTheHashedOneIsNotWritten() {
    Namespace n = sample();
    Tree wrong = new Tree(n.tree.root(), n.folders() + 1, n.tree.hash() + 1);
    Namespace bad =
        new Namespace(
            wrong, n.ledger, n.sessions, n.members(), n.nextInode, n.lastIndex(), n.lastAtMillis());
    assertThatThrownBy(() -> write(bad)).isInstanceOf(IllegalStateException.class);
  }
}

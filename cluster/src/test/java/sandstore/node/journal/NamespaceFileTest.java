package sandstore.node.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sandstore.node.disk.Disk;
import sandstore.node.disk.SystemDisk;
import sandstore.node.metadata.DamagedSnapshotException;
import sandstore.node.metadata.Namespace;
import sandstore.node.metadata.NamespaceCodec;
import sandstore.proto.MakeFolder;
import sandstore.proto.Operation;
import sandstore.wire.Crc32c;

class NamespaceFileTest {
  private static final Namespace NAMESPACE =
      Namespace.EMPTY
          .apply(
              Operation.newBuilder()
                  .setAtMillis(1)
                  .setMakeFolder(MakeFolder.newBuilder().setPath("/a"))
                  .build(),
              1)
          .next();

  private final Disk disk = new SystemDisk();
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameIt() {
    file = folder.resolve("snapshot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "term 4, voters node1 node2 node3"})
  void isReadAsItWasWritten(String head) throws IOException {
    Files.writeString(file, "an older one, and longer than it needs to be".repeat(100));
    long bytes = NamespaceFile.write(disk, file, ByteString.copyFromUtf8(head), NAMESPACE);
    assertThat(bytes).isEqualTo(Files.size(file));

    NamespaceFile read = NamespaceFile.read(disk, file);
    assertThat(read.head().toStringUtf8()).isEqualTo(head);
    assertThat(read.namespace().describe()).isEqualTo(NAMESPACE.describe());
    assertThat(read.namespace().lastIndex()).isEqualTo(1);
  }

  /** The format, spelled out: files written by earlier versions have to stay readable. */
  @Test
  void liesOnTheDiskAsDescribed() throws IOException {
    ByteArrayOutputStream namespace = new ByteArrayOutputStream();
    NamespaceCodec.write(NAMESPACE, namespace);
    NamespaceFile.write(disk, file, ByteString.EMPTY, NAMESPACE);
    assertThat(Files.readAllBytes(file)).isEqualTo(namespace.toByteArray());

    byte[] head = {7, 8, 9};
    ByteBuffer whole = ByteBuffer.allocate(8 + 4 + 3 + 4 + namespace.size());
    whole.put("SANDSNAP".getBytes(US_ASCII));
    whole.putInt(3).put(head).putInt(Crc32c.of(head)).put(namespace.toByteArray());
    NamespaceFile.write(disk, file, ByteString.copyFrom(head), NAMESPACE);
    assertThat(Files.readAllBytes(file)).isEqualTo(whole.array());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a head"})
  void everyWrongOrMissingByteIsSeen(String head) throws IOException {
    NamespaceFile.write(disk, file, ByteString.copyFromUtf8(head), NAMESPACE);
    byte[] good = Files.readAllBytes(file);
    for (int i = 0; i < good.length; i++) {
      byte[] flipped = good.clone();
      flipped[i] ^= 1;
      assertDamaged(flipped);
      assertDamaged(Arrays.copyOf(good, i));
    }
  }

  private void assertDamaged(byte[] content) throws IOException {
    Files.write(file, content);
    assertThatThrownBy(() -> NamespaceFile.read(disk, file))
        .isInstanceOf(DamagedSnapshotException.class);
  }
}

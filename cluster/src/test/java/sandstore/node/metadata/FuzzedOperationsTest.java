package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sandstore.fuzz.Anything;
import sandstore.fuzz.Tally;
import sandstore.proto.Manifest;
import sandstore.proto.Operation;
import sandstore.proto.PackedChunks;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.PackedChunkList;

/** Names, operations, snapshots and manifests from anybody. */
final class FuzzedOperationsTest {
  private static final int NAMES = 3000;
  private static final int OPERATIONS = 4000;
  private static final int SNAPSHOTS = 1000;
  private static final int MANIFESTS = 1500;

  @Test
  void aNameIsAPathOrRefused() {
    Tally tally = new Tally("names", Set.of(DefiniteFailure.class));
    for (long seed = 0; seed < NAMES; seed++) {
      Anything anything = new Anything(seed);
      String name = anything.below(2) == 0 ? anything.word() : "/" + anything.characters(300);
      tally.tried(
          seed,
          name,
          () -> {
            String path = TreePath.parse(name).toString();
            assertThat(path).startsWith("/").doesNotContain("\u0000", "/../", "/./");
            assertThat(path.chars()).noneMatch(Character::isISOControl);
            assertThat(TreePath.parse(path).toString()).isEqualTo(path);
          });
    }
    assertThat(tally.total()).isEqualTo(NAMES);
    assertThat(tally.refused()).isGreaterThan(NAMES / 10);
  }

  /** An operation that was committed has to be applied, whatever is in it, or every node stops. */
  @Test
  void anOperationIsAppliedOrFails() {
    Namespace namespace =
        Chunks.file(List.of(List.of(NodeId.of(1), NodeId.of(2)), List.of(NodeId.of(3))));
    Tally tally = new Tally("operations", Set.of(DefiniteFailure.class));
    for (long seed = 0; seed < OPERATIONS; seed++) {
      Anything anything = new Anything(seed);
      Operation.Builder operation =
          ((Operation) anything.message(Operation.getDefaultInstance())).toBuilder();
      if (anything.below(4) > 0) {
        operation.setSession(1).setSequence(seed + 2).setAcknowledgedBelow(seed + 1);
        operation.setAtMillis(anything.below(1000)); // else the session is soon over
      } else {
        operation.setAtMillis(Math.min(operation.getAtMillis(), 1000));
      }
      Namespace before = namespace;
      Operation made = operation.build();
      Namespace[] after = {namespace};
      tally.tried(
          seed,
          made.toString(),
          () -> {
            Namespace.Step step = before.apply(made, before.lastIndex() + 1);
            after[0] = step.next();
            if (step.result().hasFailure()) {
              throw new DefiniteFailure(step.result().getFailure());
            }
          });
      namespace = after[0];
      assertThat(namespace.stateHash()).as("seed %d", seed).isEqualTo(namespace.recomputeHash());
    }
    assertThat(tally.total()).isEqualTo(OPERATIONS);
    assertThat(tally.refused()).as("some take effect").isBetween(OPERATIONS / 2, OPERATIONS - 10);
  }

  @Test
  void aSnapshotIsReadOrRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NamespaceCodec.write(Chunks.file(List.of(List.of(NodeId.of(1)), List.of(NodeId.of(2)))), out);
    byte[] good = out.toByteArray();
    Tally tally = new Tally("snapshots", Set.of(IOException.class));
    for (long seed = 0; seed < SNAPSHOTS; seed++) {
      Anything anything = new Anything(seed);
      byte[] bad = anything.below(8) == 0 ? anything.bytes(2000) : anything.damaged(good);
      tally.tried(
          seed, bad.length + " bytes", () -> NamespaceCodec.read(new ByteArrayInputStream(bad)));
    }
    assertThat(tally.total()).isEqualTo(SNAPSHOTS);
    assertThat(tally.refused()).isGreaterThan(SNAPSHOTS / 2);
  }

  @Test
  void aManifestIsReadOrRefused() {
    Tally tally =
        new Tally("manifests", Set.of(DefiniteFailure.class, IllegalArgumentException.class));
    for (long seed = 0; seed < MANIFESTS; seed++) {
      Anything anything = new Anything(seed);
      Manifest manifest = (Manifest) anything.message(Manifest.getDefaultInstance());
      PackedChunks packed = manifest.getPacked();
      tally.tried(
          seed,
          manifest.toString(),
          () ->
              new PackedChunkList(
                      packed, manifest.getInfo().getChunkSize(), manifest.getInfo().getLength())
                  .forEach(chunk -> {}));
    }
    assertThat(tally.total()).isEqualTo(MANIFESTS);
  }
}

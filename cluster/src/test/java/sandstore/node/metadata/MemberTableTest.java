package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import sandstore.proto.AdmitNode;
import sandstore.proto.Claim;
import sandstore.proto.Operation;
import sandstore.proto.RegisterNode;
import sandstore.proto.Registration;
import sandstore.proto.RetireNode;
import sandstore.wire.NodeId;

/** Who belongs, and who has forgotten: node2 registers, comes back, is wiped, leaves. */
class MemberTableTest {
  private static final NodeId NODE = NodeId.of(2);

  private Namespace namespace = Namespace.EMPTY;
  private long index;

  @Test
  void rule19_aProcessThatHasLessThanWasRegisteredIsObjectedTo() {
    register(claim(1, 1, 10, 100, 5), 120, 7);

    assertThat(objection(claim(1, 1, 10, 100, 5))).isNull(); // the same process
    assertThat(objection(claim(1, 2, 11, 120, 7))).isNull();
    assertThat(objection(claim(1, 1, 11, 130, 7)))
        .isEqualTo(
            "an older folder was put back: this is its start 1, and start 1 was seen already");
    assertThat(objection(claim(1, 2, 11, 119, 7)))
        .isEqualTo("it has kept entries up to 120, and now has them up to 119 only");
    assertThat(objection(claim(1, 2, 11, 120, 6)))
        .isEqualTo("its term and vote were seen in version 7, and now they are in version 6");
  }

  @Test
  void rule19_whatIsLessIsNeverRegistered() {
    register(claim(1, 2, 20, 50, 5), 60, 6);
    register(claim(1, 1, 10, 10, 1), 90, 9); // an older start
    register(claim(1, 2, 20, 50, 5), 55, 5); // seen earlier, registered later

    assertThat(namespace.members().of(NODE).orElseThrow().getDurableIndex()).isEqualTo(60);
    assertThat(namespace.members().of(NODE).orElseThrow().getMetaVersion()).isEqualTo(6);
    assertThat(namespace.members().of(NODE).orElseThrow().getIncarnation()).isEqualTo(2);
  }

  @Test
  void aLifeThatIsOverIsOverForEver() throws IOException {
    register(claim(1, 1, 10, 100, 5), 120, 7);
    assertThat(admit(3)).isEqualTo("node2 has come to generation 1; the next is 2");
    assertThat(admit(2)).isEmpty();
    assertThat(admit(2)).as("asked again").isEmpty();

    assertThat(objection(claim(1, 2, 11, 120, 7)))
        .isEqualTo("node2 lives in its generation 2 now, and this is what is left of generation 1");
    assertThat(objection(claim(2, 1, 12, 0, 1))).isNull();
    register(claim(2, 1, 12, 0, 1), 130, 2);

    apply(
        Operation.newBuilder()
            .setRetireNode(RetireNode.newBuilder().setNode("node2").setGeneration(2)));
    assertThat(objection(claim(2, 2, 13, 130, 2)))
        .isEqualTo("node2, generation 2, was removed from the cluster");
    assertThat(admit(2)).isEqualTo("node2 has come to generation 2; the next is 3");

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NamespaceCodec.write(namespace, bytes);
    Namespace read = NamespaceCodec.read(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(read.members()).isEqualTo(namespace.members());
    assertThat(read.stateHash()).isEqualTo(namespace.stateHash());
  }

  @Test
  void whatANodeHadDoesNotCountInItsNextLife() {
    Trace trace = new Trace();
    trace.run("open alice 1000000\nin 1\nput /a a,a 100000");
    namespace = trace.namespace;
    index = namespace.lastIndex();
    String before = namespace.describe();
    assertThat(before).contains("node2");

    assertThat(admit(2)).isEmpty();

    assertThat(namespace.describe().lines().filter(l -> l.startsWith("    ")))
        .isNotEmpty()
        .noneMatch(l -> l.contains("node2"));
    assertThat(namespace.recomputeHash()).isEqualTo(namespace.stateHash());
  }

  private static Claim claim(
      long generation, long incarnation, long process, long lastIndex, long metaVersion) {
    return Claim.newBuilder()
        .setGeneration(generation)
        .setIncarnation(incarnation)
        .setProcess(process)
        .setLastIndex(lastIndex)
        .setMetaVersion(metaVersion)
        .build();
  }

  private void register(Claim claim, long durable, long metaVersion) {
    apply(
        Operation.newBuilder()
            .setRegisterNode(
                RegisterNode.newBuilder()
                    .addRegistrations(
                        Registration.newBuilder()
                            .setNode("node2")
                            .setZone("zone2")
                            .setClaim(claim)
                            .setDurableIndex(durable)
                            .setMetaVersion(metaVersion))));
  }

  private String admit(long generation) {
    return apply(
        Operation.newBuilder()
            .setAdmitNode(
                AdmitNode.newBuilder()
                    .setNode("node2")
                    .setZone("zone2")
                    .setGeneration(generation)));
  }

  /** Why it failed; empty if it did not. */
  private String apply(Operation.Builder operation) {
    Namespace.Step step = namespace.apply(operation.build(), ++index);
    namespace = step.next();
    return step.result().getFailure().getMessage();
  }

  private @org.jspecify.annotations.Nullable String objection(Claim claim) {
    return namespace.members().objection(NODE, claim);
  }
}

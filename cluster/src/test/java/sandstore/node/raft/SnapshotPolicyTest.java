package sandstore.node.raft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SnapshotPolicyTest {
  private static final SnapshotPolicy POLICY = SnapshotPolicy.DEFAULT;

  @Test
  void aSmallStateIsSavedOftenAndALargeOneWhenTheLogHasGrownWithIt() {
    assertThat(POLICY.due(19_999, 0, 0, 0)).isFalse();
    assertThat(POLICY.due(20_000, 0, 0, 0)).isTrue();
    assertThat(POLICY.due(20_000, 0, 1_000_000, 0)).isFalse();
    assertThat(POLICY.due(500_000, 0, 1_000_000, 0)).isTrue();
    assertThat(POLICY.due(0, 32 << 20, 10, 1 << 20)).isTrue();
    assertThat(POLICY.due(0, 32 << 20, 10, 33 << 20)).isFalse();
  }
}

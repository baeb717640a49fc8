package sandstore.shell.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CommandBarTest {
  @Test
  void whoeverAsksWhyInAFrozenPictureAsksOfThatMoment() {
    assertThat(CommandBar.asOf("why leader", 812)).isEqualTo("why leader --at e812");
    assertThat(CommandBar.asOf("why leader", 0)).isEqualTo("why leader");
    assertThat(CommandBar.asOf("why leader --at e3", 812)).isEqualTo("why leader --at e3");
    assertThat(CommandBar.asOf("why leader; kill leader", 812))
        .isEqualTo("why leader; kill leader");
    assertThat(CommandBar.asOf("kill leader", 812)).isEqualTo("kill leader");
  }

  @Test
  void quitLeavesALessonBeforeItLeavesTheLine() {
    assertThat(CommandBar.leaves("quit", true)).isFalse();
    assertThat(CommandBar.leaves("quit", false)).isTrue();
    assertThat(CommandBar.leaves("q", true)).isTrue();
  }

  @Test
  void theKeyThatOpensTheLineMayBePressedOnceMore() {
    assertThat(CommandBar.withoutColon(":next ")).isEqualTo("next");
    assertThat(CommandBar.withoutColon(" b")).isEqualTo("b");
  }
}

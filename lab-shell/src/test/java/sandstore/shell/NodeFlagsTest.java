package sandstore.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeFlagsTest {
  @Test
  void nodesAreSmall() {
    assertThat(NodeFlags.of(17, "", ""))
        .contains("-Xms128m", "-Xmx640m", "-XX:+UseSerialGC")
        .noneMatch(flag -> flag.contains("SharedArchive") || flag.contains("native-access"));
  }

  @Test
  void theJarAndTheArchiveArePassedOn() {
    assertThat(NodeFlags.of(17, "/a.jar", "/a.jsa"))
        .contains("-Xbootclasspath/a:/a.jar", "-XX:SharedArchiveFile=/a.jsa");
  }

  @Test
  void laterJavaIsAskedNotToWarn() {
    assertThat(NodeFlags.of(25, "", "")).contains("--enable-native-access=ALL-UNNAMED");
  }
}

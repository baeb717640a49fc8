package sandstore.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.wire.NodeSettings;

/** A node by itself, whoever starts it: beyond loopback it does not listen without certificates. */
final class UnprotectedTest {
  @TempDir Path folder;

  @Test
  void refusesInOneLineAndTouchesNothing() throws Exception {
    Path own = Files.createDirectory(folder.resolve("node1"));
    Properties settings = LoneNode.settings(own, true).toProperties();
    settings.setProperty("host", "0.0.0.0");
    StringWriter text = new StringWriter();
    settings.store(text, null);
    Path file = folder.resolve(NodeSettings.FILE);
    Files.writeString(file, text.toString());

    Process node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                NodeMain.class.getName(),
                file.toString())
            .start();
    node.getOutputStream().close();
    String said = new String(node.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor()).isEqualTo(NodeMain.REFUSED);
    assertThat(said.lines()).hasSize(1);
    assertThat(said).contains("0.0.0.0 is beyond loopback", "lab certs DIR");
    assertThat(own.resolve("identity")).doesNotExist();
  }
}

package sandstore.lessons.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.TestNodes;
import sandstore.lab.Lab;
import sandstore.lab.Sheet.Kind;
import sandstore.lab.Sheet.Piece;
import sandstore.lessons.Learner;

/** One plays, packs it, and another judges it: on a real node, whose cluster is begun anew. */
class HandingTest {
  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // a cold start on a busy machine
  }

  private static final String LESSON =
      """
      ---
      format: 1
      id: deeds
      title: Deeds
      topology: basic
      concepts: [file]
      sources: [GFS 2.3]
      ---
      # Deeds

      ## One

      ```predict id=count
      How many nodes will there be?
      a) One
      b) Two
      when: nodes.size() > 0 && seen('FileCommitted', event.path == '/x')
      right a: nodes.size() == 1
      right b: nodes.size() == 2
      because: It is called basic.
      ```

      ```lab
      down
      reset
      up basic
      ```

      ```try id=store
      Store something.
      check stored: seen('FileCommitted', event.path == '/x')
      type stored: put --text x /x
      ```

      ## Two

      ```try id=folder
      Store another.
      check made: seen('FileCommitted', event.path == '/y')
      never lost: nodes.size() == 0
      ```

      ```hint for=store
      1. put --text x /x
      ```

      ```hint for=folder
      1. put --text y /y
      ```

      <details>

      ```solution for=store
      put --text x /x
      ```

      ```solution for=folder
      put --text y /y
      ```
      </details>
      """;

  @TempDir Path home;
  private Lab lab;
  private Learner learner;

  @BeforeEach
  void open() throws IOException {
    lab = new Lab(TestNodes.settings(home));
    learner = new Learner(lab);
    Files.createDirectory(home.resolve("class"));
    Files.writeString(home.resolve("class/10-deeds.md"), LESSON);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String types(String line) {
    return learner.types(line);
  }

  private void does(String line, Piece ticked) {
    types(line);
    await().until(() -> lab.sheet().pieces().contains(ticked));
  }

  @Test
  void whatWasDoneIsJudgedOnceMore() throws IOException {
    assertThat(types("lesson submit anna.zip")).contains("nothing has been played yet");
    assertThat(types("lesson start deeds --lessons class")).contains("How many nodes");
    types("b");
    does("put --text x /x", new Piece(Kind.TICKED, "stored"));
    types("next");
    does("put --text y /y", new Piece(Kind.TICKED, "made"));
    types("next");
    assertThat(types("lesson submit played.zip")).contains("deeds: 2 screens").contains("KiB");
    types("quit");

    assertThat(types("lesson submit anna.zip")).contains("deeds: 2 screens");
    assertThat(types("lesson submit anna.zip")).contains("anna.zip");
    assertThat(types("lesson grade anna.zip --lessons class"))
        .contains("anna", "2 of 2", "0 of 1", "1 of 1", "How many nodes", "proves nothing")
        .doesNotContain("To be looked at");

    onceMoreAndWorse();
    withTheSameRecording();
    whatIsDamagedIsTold();
    mistakesChangeNothing();
  }

  /** Knowing the answer, and leaving before the end: the first time counts. */
  private void onceMoreAndWorse() {
    types("lesson start deeds --again --lessons class");
    types("a");
    types("quit");
    types("lesson submit again.zip deeds");
    assertThat(types("lesson grade again.zip --lessons class")).contains("2 of 2", "0 of 1");
  }

  private void withTheSameRecording() throws IOException {
    Files.copy(home.resolve("anna.zip"), home.resolve("ben.zip"));
    assertThat(types("lesson grade anna.zip ben.zip --lessons class"))
        .contains("anna: the same recording as ben's of deeds 1, deeds 2")
        .contains("2 of 2 are to be looked at");
    Files.createDirectory(home.resolve("in"));
    Files.copy(home.resolve("anna.zip"), home.resolve("in/anna.zip"));
    Files.copy(home.resolve("ben.zip"), home.resolve("in/ben.zip"));
    assertThat(types("lesson grade in --lessons class")).contains("anna", "2 of 2 are to");
    assertThat(types("lesson grade in/*.zip --lessons class --report class.md")).contains("wrote ");
    assertThat(home.resolve("class.md"))
        .content()
        .contains("| ben | 1 | 2 of 2 | 0 of 1 | 0 |", "- **2 of 2** in deeds: How many nodes");
  }

  private void whatIsDamagedIsTold() throws IOException {
    Map<String, byte[]> whole = unpacked("anna.zip");
    Map<String, byte[]> claims = new LinkedHashMap<>(whole);
    claims.compute(
        "deeds/02/marks.txt",
        (name, bytes) -> text(bytes).replace("done 1", "done 7").getBytes(StandardCharsets.UTF_8));
    pack("claims.zip", claims);
    assertThat(types("lesson grade claims.zip --lessons class"))
        .contains("deeds, screen 2: claims 7 tasks and answers, and its");

    Map<String, byte[]> flipped = new LinkedHashMap<>(whole);
    flipped.compute(
        "deeds/01/1.rec",
        (name, bytes) -> {
          byte[] other = bytes.clone();
          other[bytes.length / 2] ^= 1;
          return other;
        });
    pack("flipped.zip", flipped);
    assertThat(types("lesson grade flipped.zip --lessons class"))
        .contains("deeds/01 was not judged: it holds no whole recording", "1 of 2");

    Map<String, byte[]> strange = new LinkedHashMap<>(whole);
    strange.compute(
        "deeds/02/marks.txt",
        (name, bytes) -> text(bytes).replace("folder", "riches").getBytes(StandardCharsets.UTF_8));
    strange.compute(
        "deeds/01/marks.txt",
        (name, bytes) -> text(bytes).replace("work 1", "work 2").getBytes(StandardCharsets.UTF_8));
    pack("strange.zip", strange);
    assertThat(types("lesson grade strange.zip --lessons class"))
        .contains("deeds/02 was not judged: it is nothing that a lab wrote")
        .contains("deeds/01 was not judged", "newer lab");

    assertThat(types("lesson grade anna.zip")).contains("this shelf has no lesson deeds");
    Files.createDirectory(home.resolve("other"));
    Files.writeString(home.resolve("other/10-deeds.md"), LESSON.replace("How many", "How few"));
    assertThat(types("lesson grade anna.zip --lessons other"))
        .contains("it is of another edition of deeds");
  }

  private void mistakesChangeNothing() throws IOException {
    Files.writeString(home.resolve("no.zip"), "no zip");
    assertThat(types("lesson grade no.zip")).contains("not judged: it is no zip file");
    pack("empty.zip", Map.of("x", new byte[0]));
    assertThat(types("lesson grade empty.zip")).contains("it is no submission");
    assertThat(types("lesson grade")).contains("which files?");
    assertThat(types("lesson grade none.zip")).contains("there is no file none.zip");
    assertThat(types("lesson grade class/*.zip")).contains("there is no file class/*.zip");
    assertThat(types("lesson grade anna.zip --report class.txt")).contains("name a file .md");
    assertThat(types("lesson submit")).contains("into which file?");
    assertThat(types("lesson submit x.tar")).contains("its name ends in .zip");
    assertThat(types("lesson submit x.zip elections")).contains("nothing is kept of elections");
    assertThat(home.resolve("x.zip")).doesNotExist();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Map<String, byte[]> unpacked(String name) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(home.resolve(name).toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return files;
  }

  private void pack(String name, Map<String, byte[]> files) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(home.resolve(name)))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
  }
}

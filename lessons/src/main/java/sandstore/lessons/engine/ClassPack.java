package sandstore.lessons.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import sandstore.lessons.script.LearnersText;

/** Lessons as a zip for a class: without what stands in them for their authors. */
public final class ClassPack {
  private ClassPack() {}

  /**
   * Writes it.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is such a file
   */
  public static void write(Map<String, String> texts, Path file) throws IOException {
    try (OutputStream bytes = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        zip.putNextEntry(new ZipEntry(text.getKey()));
        zip.write(LearnersText.of(text.getValue()).getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}

package sandstore.lessons.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import sandstore.lab.Refusal;
import sandstore.lab.Style;

/**
 * Files of lessons, by name, in order. A file put beside the others is a lesson; there is no list
 * of them. Those of others come from anyone: they are read into memory, as few and as long as
 * lessons can be, and nothing is ever unpacked.
 */
final class LessonFiles {
  /** Beside the lessons; also the page for their authors. */
  private static final String MARK = "/lessons/README.md";

  private static final String NAME = "[0-9]{2}-[a-z0-9-]+\\.md";
  private static final int MOST_FILES = 99;
  private static final int MOST_BYTES = 1 << 20;

  /** An archive with more in it is not one of lessons. */
  private static final int MOST_ENTRIES = 10_000;

  private LessonFiles() {}

  /** Those that come with the lab. */
  static Map<String, String> own() throws IOException {
    URL mark = LessonFiles.class.getResource(MARK);
    if (mark == null) {
      throw new IOException("no lessons on the class path");
    }
    try {
      URI uri = mark.toURI();
      if (!uri.getScheme().equals("jar")) {
        return folder(Path.of(uri).resolveSibling("."));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return folder(jar.getPath(MARK).resolveSibling("."));
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /**
   * Those in a folder or a zip file; folders inside of the zip do not matter.
   *
   * @param named as it was typed, for messages
   * @throws Refusal if there are none, or it is neither
   */
  static Map<String, String> at(Path source, String named) throws IOException {
    String shown = Style.harmless(named);
    if (!Files.exists(source)) {
      throw new Refusal("there is no " + shown, "--lessons takes a folder or a zip of lessons");
    }
    Map<String, String> files = Files.isDirectory(source) ? folder(source) : zip(source, shown);
    if (files.isEmpty()) {
      throw new Refusal("there are no lessons in " + shown, "a lesson's file is named 10-name.md");
    }
    return files;
  }

  private static Map<String, String> folder(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(folder.normalize())) {
      for (Path path : list.toList()) {
        String name = String.valueOf(path.getFileName());
        if (name.matches(NAME)) {
          try (InputStream in = Files.newInputStream(path)) {
            add(files, name, in);
          }
        }
      }
    }
    return files;
  }

  private static Map<String, String> zip(Path file, String shown) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_ENTRIES) {
        throw new Refusal(shown + " has " + zip.size() + " files: no shelf of lessons", "");
      }
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName().replaceFirst("^.*/", "");
        if (!entry.isDirectory() && name.matches(NAME)) {
          try (InputStream in = zip.getInputStream(entry)) {
            add(files, name, in);
          }
        }
      }
    } catch (ZipException e) {
      throw new Refusal(shown + " is neither a folder nor a zip file", "");
    }
    return files;
  }

  private static void add(Map<String, String> files, String name, InputStream in)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(in.readNBytes(MOST_BYTES + 1)); // whatever the archive says of its size
    if (bytes.size() > MOST_BYTES) {
      throw new Refusal(name + " is too large to be a lesson", "");
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString();
      if (files.put(name, text) != null) {
        throw new Refusal("there are two lessons named " + name, "");
      }
    } catch (CharacterCodingException e) {
      throw new Refusal(name + " is not text in UTF-8", "");
    }
    if (files.size() > MOST_FILES) {
      throw new Refusal("a shelf has at most " + MOST_FILES + " lessons", "");
    }
  }
}

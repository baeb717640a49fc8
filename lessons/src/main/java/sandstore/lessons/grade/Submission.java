package sandstore.lessons.grade;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import sandstore.lab.Refusal;
import sandstore.lab.record.Recording;
import sandstore.lessons.work.Pass;
import sandstore.lessons.work.Work;

/**
 * A learner's work in one file: {@code submission.txt}, which says of what it is, and a folder for
 * each pass.
 *
 * <pre>
 * sandstore submission 1
 * java 17.0.9
 * made 2026-03-01T10:00:00Z
 * hints elections 2
 * </pre>
 */
public final class Submission implements AutoCloseable {
  private static final String NAME = "submission.txt";
  private static final String TITLE = "sandstore submission 1";
  private static final Pattern MARKS = Pattern.compile("([a-z0-9-]{1,64}/[0-9]{2,3})/marks\\.txt");
  private static final Pattern HINTS = Pattern.compile("hints ([a-z0-9-]{1,64}) ([0-9]{1,4})");

  private static final int MOST_ENTRIES = 5_000;
  private static final int MOST_TEXT = 8 << 20;
  private static final int MOST_RECORDING = 256 << 20;
  private static final int MOST_RECORDINGS = 50;

  private final ZipFile zip;
  private final Map<String, Integer> hints;

  private Submission(ZipFile zip, Map<String, Integer> hints) {
    this.zip = zip;
    this.hints = hints;
  }

  /** It cannot be judged, for this reason. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /**
   * What a submission holds of a lesson.
   *
   * @param screens that were kept
   */
  public record Packed(String lesson, int screens) {}

  /**
   * Packs what is kept of these lessons.
   *
   * @param hints that were taken, by lesson
   * @param made what is said of how it was made, a line each
   * @return what is in it; nothing was written if that is empty
   * @throws java.nio.file.FileAlreadyExistsException if there is such a file
   */
  public static List<Packed> write(
      Path file, Work work, List<String> lessons, Map<String, Integer> hints, List<String> made)
      throws IOException {
    List<Packed> packed = new ArrayList<>();
    Map<String, List<Path>> kept = new LinkedHashMap<>();
    for (String lesson : lessons) {
      List<Path> passes = work.kept(lesson);
      if (!passes.isEmpty()) {
        kept.put(lesson, passes);
        packed.add(new Packed(lesson, passes.size()));
      }
    }
    if (packed.isEmpty()) {
      return packed;
    }
    List<String> text = new ArrayList<>(List.of(TITLE));
    text.addAll(made);
    hints.forEach((lesson, many) -> text.add("hints " + lesson + " " + many));
    try (OutputStream bytes = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry(NAME));
      out.write((String.join("\n", text) + "\n").getBytes(UTF_8));
      for (Map.Entry<String, List<Path>> lesson : kept.entrySet()) {
        for (Path pass : lesson.getValue()) {
          pack(out, lesson.getKey() + "/" + pass.getFileName(), pass);
        }
      }
    }
    return packed;
  }

  private static void pack(ZipOutputStream out, String place, Path pass) throws IOException {
    try (Stream<Path> files = Files.list(pass)) {
      for (Path file : files.sorted().toList()) {
        out.putNextEntry(new ZipEntry(place + "/" + file.getFileName()));
        Files.copy(file, out);
      }
    }
  }

  /**
   * Opens one.
   *
   * @throws Unreadable if it is none
   */
  static Submission open(Path file) throws IOException, Unreadable {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new Unreadable("is no zip file");
    }
    try {
      if (zip.size() > MOST_ENTRIES || zip.getEntry(NAME) == null) {
        throw new Unreadable("is no submission: lesson submit makes one");
      }
      List<String> lines = text(zip, NAME);
      if (lines.isEmpty() || !lines.get(0).equals(TITLE)) {
        throw new Unreadable("is a submission of a newer lab");
      }
      return new Submission(zip, hints(lines));
    } catch (IOException | Unreadable | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static Map<String, Integer> hints(List<String> lines) {
    Map<String, Integer> hints = new TreeMap<>();
    for (String line : lines) {
      Matcher matcher = HINTS.matcher(line);
      if (matcher.matches()) {
        hints.put(matcher.group(1), Integer.parseInt(matcher.group(2)));
      }
    }
    return hints;
  }

  /** Hints that were taken, by lesson, as the learner's lab counted them. */
  Map<String, Integer> hints() {
    return hints;
  }

  /** Where its passes are, in order: {@code elections/02}. */
  List<String> places() {
    return zip.stream()
        .map(e -> MARKS.matcher(e.getName()))
        .filter(Matcher::matches)
        .map(m -> m.group(1))
        .sorted()
        .toList();
  }

  /**
   * Reads a pass.
   *
   * @throws Unreadable if it is damaged, or too large
   */
  Pass pass(String place) throws IOException, Unreadable {
    List<Recording> recordings = new ArrayList<>();
    try {
      String name = place + "/" + Pass.recording(1);
      while (zip.getEntry(name) != null && recordings.size() < MOST_RECORDINGS) {
        recordings.add(Recording.read(name, bytes(zip, name, MOST_RECORDING)));
        name = place + "/" + Pass.recording(recordings.size() + 1);
      }
      return Pass.read(text(zip, place + "/" + Pass.MARKS), recordings);
    } catch (Refusal e) {
      throw new Unreadable("holds no whole recording: " + e.getMessage());
    } catch (Pass.Unreadable e) {
      throw new Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> text(ZipFile zip, String name) throws IOException, Unreadable {
    return new String(bytes(zip, name, MOST_TEXT), UTF_8).lines().toList();
  }

  private static byte[] bytes(ZipFile zip, String name, int most) throws IOException, Unreadable {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new Unreadable("lacks " + name);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(most + 1); // whatever the archive says of its size
      if (bytes.length > most) {
        throw new Unreadable("holds a file that is too large: " + name);
      }
      return bytes;
    } catch (ZipException e) {
      throw new Unreadable("is damaged: " + name);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}

package sandstore.lessons.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.util.ArrayList;
import java.util.List;

/** A lesson's file without what stands in it for its authors. Pure. */
public final class LearnersText {
  private static final String BEGIN = "<details";
  private static final String END = "</details>";

  private LearnersText() {}

  /** The text of a lesson without solutions and wrong paths. */
  public static String of(String text) {
    List<String> kept = new ArrayList<>();
    boolean forAuthors = false;
    for (String line : text.lines().toList()) {
      forAuthors |= line.strip().startsWith(BEGIN);
      if (!forAuthors) {
        kept.add(line);
      }
      forAuthors &= !line.contains(END);
    }
    return String.join("\n", kept).stripTrailing() + "\n";
  }

  /** SHA-256 of that, in hexadecimal. */
  static String edition(String text) {
    return Hashing.sha256().hashString(of(text), UTF_8).toString();
  }
}

package sandstore.node.metadata;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

/**
 * A checked path: the names from the root down; none of them is the root itself.
 *
 * <p>A path is only a key of the namespace and never becomes a path of the operating system. It is
 * held to a narrow form all the same, since people and terminals must be able to show and type it.
 *
 * @param names in NFC, each 1..255 bytes of UTF-8
 */
record TreePath(List<String> names) {
  static final int MAX_NAME_BYTES = 255;
  static final int MAX_PATH_BYTES = 4096;
  static final int MAX_DEPTH = 128;
  static final TreePath ROOT = new TreePath(List.of());

  /**
   * @throws DefiniteFailure BAD_PATH, saying what is wrong
   */
  static TreePath parse(String text) {
    if (!text.startsWith("/")) {
      throw bad("a path starts with /", text);
    }
    if (text.length() > MAX_PATH_BYTES) {
      throw bad("a path has at most " + MAX_PATH_BYTES + " bytes", text);
    }
    String path = normalise(text);
    List<String> names = new ArrayList<>();
    int bytes = 0;
    for (int from = 1; path.length() > 1 && from <= path.length(); ) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      bytes += 1 + checkName(path, from, to);
      names.add(path.substring(from, to));
      from = to + 1;
    }
    if (bytes > MAX_PATH_BYTES) {
      throw bad("a path has at most " + MAX_PATH_BYTES + " bytes", path);
    }
    if (names.size() > MAX_DEPTH) {
      throw bad("a path has at most " + MAX_DEPTH + " names", path);
    }
    return new TreePath(List.copyOf(names));
  }

  private static String normalise(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        // Unicode promises that this never changes for characters that are assigned already.
        return Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    return text;
  }

  /** Bytes of UTF-8 in the name at [from, to). */
  private static int checkName(String path, int from, int to) {
    int length = to - from;
    if (length == 0) {
      throw bad("a path has no empty names", path);
    }
    if (path.charAt(from) == '.'
        && (length == 1 || (length == 2 && path.charAt(from + 1) == '.'))) {
      throw bad("a path has no . or ..", path);
    }
    String name = path.substring(from, to);
    if (!name.codePoints().allMatch(TreePath::isAllowed)) {
      throw bad("a name has no control characters", path);
    }
    int bytes = utf8Bytes(name);
    if (bytes > MAX_NAME_BYTES) {
      throw bad("a name has at most " + MAX_NAME_BYTES + " bytes", path);
    }
    return bytes;
  }

  private static boolean isAllowed(int c) {
    return !Character.isISOControl(c)
        // Half of a surrogate pair has no UTF-8.
        && (c < 0xD800 || c > 0xDFFF)
        // Line and paragraph separators, and what turns the direction of writing around.
        && (c < 0x2028 || c > 0x202E)
        && (c < 0x2066 || c > 0x2069);
  }

  private static DefiniteFailure bad(String rule, String path) {
    return new DefiniteFailure(Failure.Code.BAD_PATH, rule + ": " + printable(path));
  }

  /** For a message: short, and without what a terminal would obey. */
  private static String printable(String path) {
    StringBuilder out = new StringBuilder();
    path.codePoints()
        .limit(60)
        .forEach(c -> out.appendCodePoint(isAllowed(c) && Character.isDefined(c) ? c : '?'));
    return path.codePointCount(0, path.length()) > 60 ? out + ".." : out.toString();
  }

  boolean isRoot() {
    return names.isEmpty();
  }

  int depth() {
    return names.size();
  }

  /** Of a path that is not the root. */
  String name() {
    return names.get(names.size() - 1);
  }

  TreePath parent() {
    return prefix(names.size() - 1);
  }

  TreePath prefix(int depth) {
    return new TreePath(names.subList(0, depth));
  }

  /** Some path whose parent is this one. */
  TreePath inside() {
    List<String> more = new ArrayList<>(names);
    more.add("");
    return new TreePath(List.copyOf(more));
  }

  /** Whether this is {@code other} or lies below it. */
  boolean isWithin(TreePath other) {
    return depth() >= other.depth() && names.subList(0, other.depth()).equals(other.names);
  }

  /** The path of something in this folder. */
  String child(String name) {
    return isRoot() ? "/" + name : this + "/" + name;
  }

  static int utf8Bytes(String name) {
    return name.codePoints().map(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4).sum();
  }

  int bytes() {
    return names.stream().mapToInt(n -> 1 + utf8Bytes(n)).sum();
  }

  @Override
  public String toString() {
    return "/" + String.join("/", names);
  }
}

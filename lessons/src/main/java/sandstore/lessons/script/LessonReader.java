package sandstore.lessons.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Reads a lesson's file. Runs nothing, and does not care whether commands and conditions exist. */
public final class LessonReader {
  private static final int MOST_CHARACTERS = 200_000;
  private static final int WIDEST = 500;
  private static final int MOST_SCREENS = 40;
  private static final int MOST_PARTS = 400;
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Set<String> TOPOLOGIES = Set.of("basic", "replicated", "raft", "none");
  private static final Set<String> PLACEMENTS = Set.of("", "spread", "random", "copyset");
  private static final Set<String> PACES = Set.of("fast", "real", "slow", "manual");

  private final String file;
  private final List<String> lines;
  private final List<Mistake> mistakes = new ArrayList<>();
  private final List<Lesson.Screen> screens = new ArrayList<>();
  private int offset;
  private String title = "";
  private String screenTitle = "";
  private int screenLine;
  private List<Part> parts = new ArrayList<>();
  private final List<String> prose = new ArrayList<>();
  private int proseLine;
  private boolean forAuthors;

  private LessonReader(String file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * @param file its name, for messages
   * @throws BadLesson with all that is wrong in it
   */
  public static Lesson read(String file, String text) throws BadLesson {
    if (text.length() > MOST_CHARACTERS) {
      throw new BadLesson(
          List.of(
              new Mistake(file, 1, 1, "a lesson has at most " + MOST_CHARACTERS + " characters")));
    }
    LessonReader reader = new LessonReader(file, text.lines().toList());
    reader.refuseStrangeCharacters();
    if (!reader.mistakes.isEmpty()) {
      throw new BadLesson(reader.mistakes);
    }
    Lesson lesson = reader.read();
    if (!reader.mistakes.isEmpty()) {
      reader.mistakes.sort(Comparator.comparingInt(Mistake::line));
      throw new BadLesson(reader.mistakes);
    }
    return lesson;
  }

  private void refuseStrangeCharacters() {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.length() > WIDEST) {
        wrong(i + 1, WIDEST, "a line has at most " + WIDEST + " characters");
      }
      for (int c = 0; c < line.length(); c++) {
        if (Character.isISOControl(line.charAt(c))
            || Character.getType(line.charAt(c)) == Character.FORMAT) {
          wrong(i + 1, c + 1, "a control character; blanks, not tabs, and no escapes");
          break;
        }
      }
    }
  }

  private Lesson read() {
    FrontMatter matter = FrontMatter.read(file, lines, mistakes);
    if (matter.number("format", 0, 0, 999_999) > FrontMatter.FORMAT) {
      mistakes.clear();
      matter.wrong(
          "format",
          "this lesson is of a newer format than this lab, which knows 1; use a newer lab");
      return head(matter, new Blocks(file, mistakes));
    }
    if (!matter.has("format")) {
      matter.wrong("format", "which format it is of is missing: format: 1");
    }
    offset = matter.length;
    Blocks blocks = new Blocks(file, mistakes);
    if (matter.length > 0) {
      body(blocks);
    }
    return head(matter, blocks);
  }

  private Lesson head(FrontMatter matter, Blocks blocks) {
    String id = matter.text("id", "");
    if (!ID.matcher(id).matches()) {
      matter.wrong("id", "id is missing, or not of small letters, digits and -");
    }
    String topology = matter.text("topology", "");
    if (!TOPOLOGIES.contains(topology)) {
      matter.wrong("topology", "topology is basic, replicated, raft or none");
    }
    String pace = matter.text("pace", "real");
    if (!PACES.contains(pace)) {
      matter.wrong("pace", "pace is fast, real, slow or manual");
    }
    String placement = matter.text("placement", "");
    if (!PLACEMENTS.contains(placement)) {
      matter.wrong("placement", "placement is spread, random or copyset");
    }
    String named = matter.text("title", title);
    if (named.isEmpty()) {
      matter.wrong("title", "title is missing");
    }
    return new Lesson(
        file,
        id,
        named,
        new Setup(
            topology,
            matter.number("nodes", 0, 1, 15),
            matter.number("zones", 0, 1, 15),
            matter.number("replicas", 0, 1, 15),
            placement,
            pace),
        matter.number("minutes", 10, 1, 240),
        matter.list("prerequisites"),
        matter.list("concepts"),
        matter.list("sources"),
        List.copyOf(screens),
        List.copyOf(blocks.hints),
        List.copyOf(blocks.ways),
        List.copyOf(blocks.exhibits),
        LearnersText.edition(String.join("\n", lines)));
  }

  private void body(Blocks blocks) {
    String text = String.join("\n", lines.subList(offset, lines.size()));
    Node document =
        Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build().parse(text);
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      block(node, blocks);
    }
    endScreen();
    if (screens.isEmpty()) {
      wrong(offset + 1, 1, "there is no screen; each begins with a heading: ## Title");
    }
    if (screens.size() > MOST_SCREENS
        || screens.stream().mapToInt(s -> s.parts().size()).sum() > MOST_PARTS) {
      wrong(1, 1, "a lesson has at most " + MOST_SCREENS + " screens, " + MOST_PARTS + " parts");
    }
    blocks.checkReferences(screens);
  }

  private void block(Node node, Blocks blocks) {
    int line = firstLine(node);
    if (node instanceof Heading heading && heading.getLevel() <= 2) {
      String words = lines.get(line - 1).replaceFirst("^ *#+ *", "").replaceFirst(" *#* *$", "");
      if (heading.getLevel() == 1) {
        title = title.isEmpty() ? words : title;
      } else {
        endScreen();
        screenTitle = words;
        screenLine = line;
        forAuthors = false;
      }
    } else if (node instanceof HtmlBlock html) {
      forAuthors |= html.getLiteral().contains("<details");
    } else if (node instanceof FencedCodeBlock fence && Blocks.plays(fence)) {
      endProse();
      List<String> body =
          fence.getLiteral().isEmpty() ? List.of() : fence.getLiteral().lines().toList();
      Optional<Part> part = blocks.read(fence.getInfo(), body, line);
      if (!forAuthors || !(part.orElse(null) instanceof Part.Prose)) {
        part.ifPresent(parts::add);
      }
    } else if (!forAuthors) {
      node.accept(new NestedFences());
      addProse(node, line);
    }
  }

  private void addProse(Node node, int line) {
    if (prose.isEmpty()) {
      proseLine = line;
    } else {
      prose.add("");
    }
    int last = node.getSourceSpans().get(node.getSourceSpans().size() - 1).getLineIndex() + offset;
    prose.addAll(lines.subList(line - 1, last + 1));
  }

  private void endProse() {
    if (!prose.isEmpty()) {
      parts.add(new Part.Prose(String.join("\n", prose), proseLine));
      prose.clear();
    }
  }

  private void endScreen() {
    endProse();
    if (screenLine > 0) {
      screens.add(new Lesson.Screen(screenTitle, screenLine, List.copyOf(parts)));
    } else if (parts.stream().anyMatch(p -> !(p instanceof Part.Prose))) {
      wrong(parts.get(0).line(), 1, "a block stands before the first screen (## Title)");
    }
    parts = new ArrayList<>();
  }

  private int firstLine(Node node) {
    return node.getSourceSpans().isEmpty()
        ? offset + 1
        : node.getSourceSpans().get(0).getLineIndex() + offset + 1;
  }

  private void wrong(int line, int column, String message) {
    mistakes.add(new Mistake(file, line, column, message));
  }

  /** A block that hides in a list or a quotation would never be played. */
  private final class NestedFences extends AbstractVisitor {
    @Override
    public void visit(FencedCodeBlock fence) {
      Block block = fence;
      if (Blocks.plays(fence)) {
        wrong(firstLine(block), 1, "a block that is played stands at the margin, not in a list");
      }
    }
  }
}

package sandstore.shell.view;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How each {@link Ink} looks. Chosen by setting ({@code $SANDSTORE_LAB_THEME}, or {@code T} in a
 * view), never by asking the terminal. Colours are those of the 256 that every terminal has.
 */
enum Theme {
  DARK(
      "252 -;244 -;231 -b;80 -;114 -;221 -;210 -b;87 -b;240 -;81 -b;252 236;231 236b;222 236b;210 236b;16 252"),
  LIGHT(
      "236 -;245 -;16 -b;25 -;28 -;130 -;124 -b;19 -b;250 -;25 -b;236 254;16 254b;130 254b;124 254b;231 238"),
  /** After Okabe and Ito: told apart with every common kind of colour vision. */
  COLOUR_BLIND(
      "252 -;244 -;231 -b;117 -;75 -;214 -;208 -b;227 -b;240 -;117 -b;252 236;231 236b;214 236b;208 236b;16 252"),
  MONO("- -;- -d;- -b;- -;- -;- -b;- -b;- -b;- -d;- -b;- -r;- -rb;- -rb;- -rb;- -r");

  private static final Map<Theme, int[]> TERMS =
      Map.of(
          DARK, new int[] {75, 114, 221, 213, 209, 147},
          LIGHT, new int[] {25, 28, 130, 127, 160, 55},
          COLOUR_BLIND, new int[] {75, 214, 36, 227, 32, 175},
          MONO, new int[0]);

  /**
   * @param foreground of 256; -1 = the terminal's own
   * @param background likewise
   */
  record Look(int foreground, int background, boolean bold, boolean dim, boolean reverse) {

    /** As a terminal is told. */
    String ansi() {
      StringBuilder codes = new StringBuilder("\u001b[0");
      codes.append(bold ? ";1" : "").append(dim ? ";2" : "").append(reverse ? ";7" : "");
      codes.append(foreground < 0 ? "" : ";38;5;" + foreground);
      codes.append(background < 0 ? "" : ";48;5;" + background);
      return codes.append('m').toString();
    }
  }

  private final String base;
  private final Map<Ink, Look> looks = new EnumMap<>(Ink.class);

  Theme(String base) {
    this.base = base;
  }

  Look look(Ink ink) {
    synchronized (looks) {
      return looks.computeIfAbsent(ink, this::make);
    }
  }

  private Look make(Ink ink) {
    if (ink.compareTo(Ink.TERM_A) < 0) {
      return parse(base.split(";", -1)[ink.ordinal()]);
    }
    int[] terms = TERMS.getOrDefault(this, new int[0]);
    if (terms.length == 0) {
      return new Look(-1, -1, false, false, ink.isBlock());
    }
    int colour = terms[(ink.ordinal() - Ink.TERM_A.ordinal()) % terms.length];
    return ink.isBlock()
        ? new Look(this == LIGHT ? 231 : 16, colour, true, false, false)
        : new Look(colour, -1, false, false, false);
  }

  private static Look parse(String words) {
    int space = words.indexOf(' ');
    String back = words.substring(space + 1);
    String number = back.replaceAll("[bdr]", "");
    return new Look(
        number(words.substring(0, space)),
        number(number),
        back.contains("b"),
        back.contains("d"),
        back.contains("r"));
  }

  private static int number(String word) {
    return word.equals("-") ? -1 : Integer.parseInt(word);
  }

  /** By its name as a person types it. */
  static Optional<Theme> named(String name) {
    return Arrays.stream(values()).filter(t -> t.label().equalsIgnoreCase(name)).findFirst();
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String labels() {
    return Arrays.stream(values()).map(Theme::label).collect(Collectors.joining(", "));
  }

  Theme next() {
    return values()[(ordinal() + 1) % values().length];
  }
}

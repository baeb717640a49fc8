package sandstore.shell.view;

import java.util.HashMap;
import java.util.Map;

/**
 * One ASCII character for each that the views draw, so that a locale without UTF-8 loses nothing.
 */
final class Ascii {
  private static final Map<Character, Character> STAND_INS = standIns();

  private Ascii() {}

  static char of(char c) {
    if (c < 128) {
      return c;
    }
    if (c >= '\u2800' && c <= '\u28ff') { // dots
      return c == '\u2800' ? ' ' : '.';
    }
    return STAND_INS.getOrDefault(c, '?');
  }

  private static Map<Character, Character> standIns() {
    Map<Character, Character> map = new HashMap<>();
    to(map, "\u2500\u2501\u2504\u2502\u2503\u2506\u250a\u256d", "-=-|H::.");
    to(map, "\u256e\u2570\u256f\u250f\u2513\u2517\u251b\u2605", ".''####*");
    to(map, "\u25cf\u25cb\u25c7\u2716\u2016\u2026\u2588\u2590", "oc?x=~#[");
    to(map, "\u258c\u2591\u2592\u2593\u2581\u2582\u2583\u2584", "].%#_.,-");
    to(map, "\u2585\u2586\u2587\u25b6\u25c0\u25b8\u25c2\u25b2", "=+*><><^");
    to(map, "\u25bc\u2573\u2714\u2718\u25a0\u25a1\u2192\u2190", "vXyn#o><");
    to(map, "\u2194\u2191\u2193\u00b7\u2551\u2550\u253c\u251c", "=^v.H=++");
    to(map, "\u2524\u252c\u2534\u25aa\u25ab\u2717\u254c\u254e", "+++#ox-:");
    to(map, "\u25c6\u2013", "d-");
    return map;
  }

  private static void to(Map<Character, Character> map, String drawn, String ascii) {
    for (int i = 0; i < drawn.length(); i++) {
      map.put(drawn.charAt(i), ascii.charAt(i));
    }
  }
}

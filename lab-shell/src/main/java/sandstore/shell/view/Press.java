package sandstore.shell.view;

/**
 * A key that was pressed.
 *
 * @param character of {@link Key#CHARACTER}; else 0
 */
record Press(Key key, char character) {
  /** Those that views know; every other is nothing. */
  enum Key {
    CHARACTER,
    LEFT,
    RIGHT,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    TAB,
    BACK_TAB,
    ENTER,
    ESCAPE,
    BACKSPACE,
    INTERRUPT,
    REDRAW,
    NOTHING
  }

  static Press of(Key key) {
    return new Press(key, (char) 0);
  }

  static Press of(char character) {
    return new Press(Key.CHARACTER, character);
  }

  boolean is(char c) {
    return key == Key.CHARACTER && character == c;
  }

  boolean is(Key other) {
    return key == other;
  }
}

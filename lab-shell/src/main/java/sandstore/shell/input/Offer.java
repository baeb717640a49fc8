package sandstore.shell.input;

/**
 * Something that may come next.
 *
 * @param value the whole word
 * @param shown in the list; the part that differs, for long words
 * @param about a few words beside it; may be empty
 * @param whole the word is complete, and a space may follow
 */
public record Offer(String value, String shown, String about, boolean whole) {
  static Offer of(String value) {
    return new Offer(value, value, "", true);
  }

  static Offer of(String value, String about) {
    return new Offer(value, value, about, true);
  }
}

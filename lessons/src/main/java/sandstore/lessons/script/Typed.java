package sandstore.lessons.script;

/**
 * One line of the command language in a lesson.
 *
 * @param fails it is meant to: the lesson shows an operation that is refused or whose outcome is
 *     unknown. Written {@code ! mkdir /a}
 * @param line in the file, from 1
 */
public record Typed(String text, boolean fails, int line) {}

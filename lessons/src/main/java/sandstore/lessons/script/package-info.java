/**
 * A lesson as read from Markdown.
 *
 * <p>A file begins with a few lines of {@code key: value} between {@code ---}, its front matter.
 * Each heading of the second level begins a screen. Fences whose first word is a kind of the
 * lesson's ({@code lab}, {@code try}, {@code predict} ..) are played; all else is prose, and any
 * other fence is shown as it stands. What is inside is not more Markdown but a few lines with
 * keywords ({@link sandstore.lessons.script.FenceBody}), so that an author who errs gets a file, a
 * line and a column, and not a page that looks odd.
 *
 * <p>A file comes from anyone. It is bounded in every direction (length, width, number of screens
 * and blocks); the front matter is no YAML, since three lines of it need no language in which one
 * can write bombs; control characters are refused; and reading runs nothing. {@link
 * sandstore.lessons.script.Linter} then asks what only a lesson as a whole can answer: whether its
 * commands exist, whether each task has a hint and a solution, whether names are met.
 */
@NullMarked
package sandstore.lessons.script;

import org.jspecify.annotations.NullMarked;

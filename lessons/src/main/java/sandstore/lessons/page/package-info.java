/**
 * Prose for a terminal: Markdown laid out in lines of a given width.
 *
 * <p>A pure function. Words are broken between lines here and not by the face, since a table, a
 * list and a paragraph each break in their own way. Of text from a file nothing reaches the
 * terminal but printable characters and the few styles that a face may paint or leave out.
 */
@NullMarked
package sandstore.lessons.page;

import org.jspecify.annotations.NullMarked;

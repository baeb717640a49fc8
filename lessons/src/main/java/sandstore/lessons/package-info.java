// SPDX-License-Identifier: Apache-2.0

/**
 * Lessons that are played on the live cluster.
 *
 * <p>A lesson is a Markdown file. Its code blocks are commands of the lab, the same that a person
 * types; it asks for a prediction, breaks something, and checks what really happened. Nothing in a
 * lesson can do what its reader cannot do at the prompt, so that every lesson is also an example.
 *
 * <p>{@link sandstore.lessons.script} reads one, {@link sandstore.lessons.page} lays out its prose,
 * {@link sandstore.lessons.engine} plays and checks it, {@link sandstore.lessons.work} keeps what
 * was done and {@link sandstore.lessons.grade} judges it again, {@link sandstore.lessons.command}
 * is what a person types. The lessons themselves, and a page on how to write one, are in {@code
 * lessons/src/main/resources/lessons}.
 */
@NullMarked
package sandstore.lessons;

import org.jspecify.annotations.NullMarked;

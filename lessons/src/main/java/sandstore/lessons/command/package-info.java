/**
 * What a person types to play a lesson: {@code lesson start elections}, and while one is played
 * {@code next}, {@code back}, {@code hint}, {@code task}, {@code skip} and {@code answer}. One
 * command, one class, as everywhere; what they do is done by {@link sandstore.lessons.engine.Play}.
 */
@NullMarked
package sandstore.lessons.command;

import org.jspecify.annotations.NullMarked;

/**
 * The stream told to people: an event as one English sentence, which of them are worth a line above
 * the prompt, and pictures of logs, votes and placement drawn as text.
 *
 * <p>All of it is pure. A sentence says who did what, in the past tense, with figures and units;
 * what came from outside (paths, causes, file names) is stripped of control characters first. Most
 * events are routine, since a heartbeat is no news; {@link sandstore.lab.story.NewsDesk} gathers
 * the rest and says at most one line a second. {@link sandstore.lab.story.Alarm} is for what must
 * not be: two leaders in a term, two primaries, a commit taken back.
 *
 * <p>Pictures are text with few symbols, each with an ASCII stand-in, so that a screen reader and a
 * test can read them too.
 */
@NullMarked
package sandstore.lab.story;

import org.jspecify.annotations.NullMarked;

/**
 * How a reply looks, for each kind of reader.
 *
 * <p>A command never prints: it hands {@link sandstore.lab.Reply replies} to a {@link
 * sandstore.shell.reply.Face}. Here are the two faces that need no terminal: {@link
 * sandstore.shell.reply.PlainFace} writes sentences for people (and their screen readers), {@link
 * sandstore.shell.reply.JsonFace} lines of JSON for programs. Both put results on standard output
 * and everything said on the way on standard error, so that a pipe carries results alone.
 *
 * <p>{@link sandstore.shell.reply.Rate} and {@link sandstore.shell.reply.Amounts} are how every
 * face counts and names bytes; time is handed in, so each of them can be tested as a table.
 */
@NullMarked
package sandstore.shell.reply;

import org.jspecify.annotations.NullMarked;

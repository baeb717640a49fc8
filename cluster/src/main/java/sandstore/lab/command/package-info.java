/**
 * The commands: one file a verb.
 *
 * <p>A command is a class annotated with picocli's {@code @Command}, found by {@link
 * java.util.ServiceLoader}; its annotations are its signature, from which parsing, {@code help},
 * completion, web form and MCP schema come. It acts on the lab through {@link
 * sandstore.lab.Context}, and answers with {@link sandstore.lab.Reply replies}: it never prints, so
 * that one class serves the prompt, a script, a live view and a program.
 */
@NullMarked
package sandstore.lab.command;

import org.jspecify.annotations.NullMarked;

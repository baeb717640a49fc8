/**
 * The command language: one file a command.
 *
 * <p>A command is a class annotated with picocli's {@code @Command}, found by {@link
 * java.util.ServiceLoader}; its annotations are its signature, from which parsing, {@code help},
 * completion, web form and MCP schema come. It acts on the lab through {@link
 * sandstore.lab.command.Context}, and answers with {@link sandstore.lab.command.Reply replies}: it
 * never prints, so that one class serves the prompt, a script, a live view and a program.
 *
 * <p>A command ends in one of four ways: it returns (it succeeded, and the view has folded what it
 * did), or throws {@link sandstore.lab.command.Refusal} (the person's mistake; nothing changed),
 * {@link sandstore.wire.DefiniteFailure}, {@link sandstore.lab.command.Unmet} (an expectation was
 * not met) or {@link sandstore.wire.UnknownOutcome}. Exit statuses are 0, 2, 1, 1 and 3.
 */
@NullMarked
package sandstore.lab.command;

import org.jspecify.annotations.NullMarked;

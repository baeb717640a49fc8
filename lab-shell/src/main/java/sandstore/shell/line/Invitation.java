package sandstore.shell.line;

/**
 * A question that is put once to someone who has never been here, before the first prompt.
 *
 * @param question one line; Enter says yes, {@code n} no, and anything else is a command already
 * @param line what is run upon yes
 */
public record Invitation(String question, String line) {}

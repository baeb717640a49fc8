package sandstore.lab.command;

import java.util.List;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.Refusal;

/** A link, and what a command wants to know beside, as they stand behind its verb. */
final class LinkWords {
  @Parameters(paramLabel = "LINK", arity = "1..*", description = "A -> B, or A <-> B")
  private List<String> words = List.of();

  /**
   * @throws Refusal when there is no arrow, or nothing on one side of it
   */
  Links links(Context context) {
    return Links.parse(context, words);
  }
}

package sandstore.lab.command;

import sandstore.lab.LabCommand;

/** A verb behind which a link may stand: its arrow begins with a dash and is no option. */
interface LinkCommand extends LabCommand {
  @Override
  default boolean dashWords() {
    return true;
  }
}

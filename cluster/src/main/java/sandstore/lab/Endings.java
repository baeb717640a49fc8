package sandstore.lab;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import sandstore.lab.Lab.Ending;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Failures;
import sandstore.wire.UnknownOutcome;

/**
 * How one command ended, told from what it threw.
 *
 * <p>Ctrl-C is 3 when an operation of the lab's client was cut short in such a way that nobody
 * knows whether it happened, else 1. Anything that a command is not meant to throw is our mistake:
 * status 70 (EX_SOFTWARE of BSD's sysexits), one line for the person, the stack trace for the log.
 */
final class Endings {
  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
  private static final int BUG = 70;

  private final Lab lab;
  private final String command;
  private final long unknownBefore;

  /** Made before the command runs. */
  Endings(Lab lab, String command) {
    this.lab = lab;
    this.command = command;
    this.unknownBefore = lab.unknownOutcomes();
  }

  Ending interrupted() {
    boolean unknown = lab.unknownOutcomes() > unknownBefore;
    return unknown
        ? new Ending(3, "stopped by Ctrl-C; what was under way may have happened", "stat shows it")
        : new Ending(1, "stopped by Ctrl-C", "");
  }

  Ending misuse(CommandLine parser, ParameterException e) {
    String usage = parser.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
    List<String> near =
        e instanceof UnmatchedArgumentException unmatched
            ? Misuse.meant(unmatched)
            : List.<String>of();
    String hint =
        near.isEmpty()
            ? "usage: " + usage + " (more: help " + command + ")"
            : "did you mean " + String.join(", ", near) + "?";
    return new Ending(2, firstLine(Misuse.words(e)), hint);
  }

  Ending of(Throwable thrown) {
    if (thrown instanceof PassedOn e) {
      return e.ending();
    }
    if (thrown instanceof Refusal e) {
      return new Ending(2, String.valueOf(e.getMessage()), e.hint());
    }
    if (thrown instanceof Unmet e) {
      return new Ending(1, String.valueOf(e.getMessage()), "");
    }
    if (thrown instanceof DefiniteFailure e) {
      return ofFailure(e);
    }
    if (thrown instanceof UnknownOutcome e) {
      return new Ending(3, e.getMessage() + " (it may have happened)", "stat shows whether it did");
    }
    if (thrown instanceof StatusRuntimeException e) {
      // The lab's own questions to a node; whatever changes the store throws a StoreException.
      return new Ending(
          1, "a node did not answer: " + Failures.fromStatus(e, true).getMessage(), "");
    }
    if (thrown instanceof UncheckedIOException e && e.getCause() != null) {
      return ofFile(e.getCause());
    }
    if (thrown instanceof IOException e) {
      return ofFile(e);
    }
    LOG.error("{} failed in a way that it must not", command, thrown);
    return new Ending(
        BUG,
        command + " stumbled over a mistake of the lab itself: " + firstLine(thrown.toString()),
        "the whole story is in " + lab.settings().home().resolve("lab.log"));
  }

  /** A name that does not fit what is stored is the person's mistake, whoever notices it. */
  private static Ending ofFailure(DefiniteFailure e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.code()) {
      case BAD_PATH -> new Ending(2, message, "a remote path looks like /folder/file");
      case NOT_FOUND, NOT_A_FOLDER ->
          new Ending(2, message, message.contains("mkdir") ? "" : "ls / shows what there is");
      case IS_A_FOLDER -> new Ending(2, message, "name a file in it, or see ls");
      case NO_SPACE ->
          new Ending(
              2,
              message,
              message.contains(" entries") // a folder's, not a disk's
                  ? "several folders hold more than one"
                  : "free some space on the nodes' disk, then try again");
      default -> new Ending(1, message, "");
    };
  }

  private static Ending ofFile(IOException thrown) {
    if (thrown instanceof FileSystemException e) {
      String file = Style.harmless(String.valueOf(e.getFile()));
      if (e instanceof NoSuchFileException) {
        return new Ending(2, "no such local file: " + file, "");
      }
      if (e instanceof AccessDeniedException) {
        return new Ending(2, "not allowed to use " + file, "");
      }
      if (e instanceof FileAlreadyExistsException) {
        return new Ending(2, file + " exists already", "");
      }
    }
    return new Ending(1, firstLine(String.valueOf(thrown.getMessage())), "");
  }

  private static String firstLine(String text) {
    return Style.harmless(text.lines().findFirst().orElse(""));
  }
}

package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Reply;
import sandstore.lab.Style;
import sandstore.lab.doctor.Checkup;
import sandstore.lab.doctor.Finding;
import sandstore.lab.doctor.Finding.Level;

/** Says what is wrong with this machine, and what to do about it. */
@Command(
    name = "doctor",
    headerHeading = "Cluster",
    description = "Says what is wrong with this machine, and what to do about it.")
@AutoService(LabCommand.class)
public final class Doctor implements LabCommand {
  @Override
  public void run(Context context) throws InterruptedException {
    examine(context.lab().home(), context.json(), context::reply);
  }

  /**
   * Looks at the machine; needs no lab, since a lab may be what cannot be started.
   *
   * @throws Refusal if there is a problem without whose remedy the lab will not work
   */
  public static void examine(Path home, boolean json, Consumer<Reply> replies)
      throws InterruptedException {
    List<Finding> findings = new Checkup(home, System.getenv()).run();
    List<String> text = new ArrayList<>();
    List<Map<String, String>> fields = new ArrayList<>();
    for (Finding f : findings) {
      text.add(line(f));
      if (!f.remedy().isEmpty()) {
        text.add("         " + f.remedy());
      }
      fields.add(
          Map.of(
              "level", f.level().name().toLowerCase(Locale.ROOT),
              "about", f.about(),
              "found", f.found(),
              "remedy", f.remedy()));
    }
    replies.accept(new Reply.Result("doctor", Map.of("findings", fields), text, json));
    long problems = findings.stream().filter(f -> f.level() == Level.PROBLEM).count();
    if (problems > 0) {
      throw new Refusal(
          problems == 1 ? "there is a problem" : "there are " + problems + " problems",
          "see what to do below each");
    }
  }

  private static String line(Finding finding) {
    Style style =
        switch (finding.level()) {
          case OK -> Style.GOOD;
          case WARN -> Style.WARN;
          case PROBLEM -> Style.BAD;
        };
    String level = finding.level().name().toLowerCase(Locale.ROOT);
    return style.of(String.format("%-8s", level))
        + " "
        + String.format("%-11s", finding.about())
        + " "
        + finding.found();
  }
}

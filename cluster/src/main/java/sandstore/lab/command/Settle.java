package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sandstore.client.StoreClient;
import sandstore.client.StoreClient.OpenQuestion;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Style;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.UnknownOutcome;

@AutoService(LabCommand.class)
@Command(
    name = "settle",
    headerHeading = "Files",
    description = "Finds out what became of operations whose outcome is unknown.",
    footer = {
      "Each is sent again under the ids that it had: its session, and its number in that. Who has done",
      "it answers as it did then; who has not does it now. Either way it happens once. To type the",
      "command again is another thing: that is a new operation.",
      "",
      "  settle",
      "  settle --timeout 3s"
    })
public final class Settle implements LabCommand {
  @Mixin private CallOptions options = new CallOptions();

  @Override
  public void run(Context context) throws InterruptedException {
    StoreClient client = context.cluster().client();
    List<String> text = new ArrayList<>();
    List<Map<String, String>> fields = new ArrayList<>();
    UnknownOutcome open = null;
    for (OpenQuestion question : client.openQuestions()) {
      String what = name(question);
      @Nullable UnknownOutcome still = settle(context, question, what, text, fields);
      open = still == null ? open : still;
    }
    if (text.isEmpty()) {
      text.add("there is nothing of which the outcome is unknown");
    }
    context.result("settle", Map.of("operations", fields), text);
    if (open != null) {
      throw open;
    }
  }

  private @Nullable UnknownOutcome settle(
      Context context,
      OpenQuestion question,
      String what,
      List<String> text,
      List<Map<String, String>> fields)
      throws InterruptedException {
    try {
      var unused = context.cluster().client().settle(question, options.call(context));
      text.add(what + ": it has happened, once");
      fields.add(Map.of("operation", what, "outcome", "ok"));
      return null;
    } catch (DefiniteFailure e) {
      text.add(what + ": it has not happened, and will not: " + e.getMessage());
      fields.add(Map.of("operation", what, "outcome", "failed"));
      return null;
    } catch (UnknownOutcome e) {
      text.add(Style.WARN.of(what + ": still unknown: " + e.getMessage()));
      fields.add(Map.of("operation", what, "outcome", "unknown"));
      return e;
    }
  }

  /** {@code commit file /till (6 B)}. */
  private static String name(OpenQuestion question) {
    String kind = question.operation().getKindCase().name();
    return kind.toLowerCase(Locale.ROOT).replace('_', ' ')
        + " "
        + Operations.subject(question.operation());
  }
}

package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.Job;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;

@AutoService(LabCommand.class)
@Command(
    name = "wait",
    headerHeading = "Scripts",
    description = "Waits until a condition is true, or a job has ended.",
    footer = {
      "Conditions are CEL over what status shows; what is not known yet is not true.",
      "",
      "  wait leader != '' within 5s",
      "  wait underReplicated == 0 within 60s",
      "  wait job(1).bytes > 100000000",
      "  wait job 1"
    })
public final class Wait implements LabCommand {
  @Parameters(
      paramLabel = "CONDITION",
      arity = "1..*",
      description = "CONDITION [within 5s], or: job N (30s if not said)")
  private List<String> words = List.of();

  @Override
  public boolean dashWords() {
    return true;
  }

  @Override
  public void run(Context context) throws InterruptedException {
    if (words.get(0).equals("job") && words.size() > 1 && words.get(1).matches("[0-9]+")) {
      job(context, Integer.parseInt(words.get(1)));
      return;
    }
    Within asked = Within.parse(context.typed(), Duration.ofSeconds(30));
    asked.await(context, "wait");
  }

  private void job(Context context, int number) throws InterruptedException {
    Job job =
        context
            .jobs()
            .job(number)
            .orElseThrow(() -> new Refusal("there is no job " + number, "jobs lists them"));
    Within asked = Within.parse(context.typed(), Duration.ofDays(1));
    if (job.await(asked.patience()).isEmpty()) {
      throw new sandstore.lab.Unmet("job " + number + " is still running: " + job.source());
    }
    context.result("wait", Map.of("job", number), "job " + number + " has ended");
    context.passOn(job.ending().orElseThrow());
  }
}

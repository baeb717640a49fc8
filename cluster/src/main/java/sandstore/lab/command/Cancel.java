package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.Job;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;

@AutoService(LabCommand.class)
@Command(
    name = "cancel",
    headerHeading = "Scripts",
    description = "Stops a job as Ctrl-C would.",
    footer = {"  cancel 1"})
public final class Cancel implements LabCommand {
  @Parameters(paramLabel = "JOB", description = "its number; jobs lists them")
  private int number;

  @Override
  public void run(Context context) throws InterruptedException {
    Job job =
        context
            .jobs()
            .job(number)
            .orElseThrow(() -> new Refusal("there is no job " + number, "jobs lists them"));
    if (!job.running()) {
      throw new Refusal("job " + number + " has ended already", "jobs shows how");
    }
    job.cancel();
    String how =
        job.await(Duration.ofSeconds(5)).isPresent() ? " is cancelled" : " is being cancelled";
    context.result("cancel", Map.of("number", number), "job " + number + how);
  }
}

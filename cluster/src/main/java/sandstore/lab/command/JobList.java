package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import sandstore.lab.Context;
import sandstore.lab.Job;
import sandstore.lab.LabCommand;

@AutoService(LabCommand.class)
@Command(
    name = "jobs",
    headerHeading = "Scripts",
    description = "Commands in the background (those that ended with &).",
    footer = {"  put big.iso &", "  jobs", "  wait job 1", "  cancel 1"})
public final class JobList implements LabCommand {
  @Override
  public void run(Context context) {
    List<Job> jobs = context.jobs().list();
    context.result(
        "jobs",
        Map.of("jobs", jobs.stream().map(JobList::fields).toList()),
        jobs.isEmpty()
            ? List.of("no jobs; a command that ends with & runs in the background")
            : jobs.stream().map(JobList::line).toList());
  }

  private static Map<String, Object> fields(Job job) {
    return Map.of(
        "number", job.number(),
        "command", job.source(),
        "running", job.running(),
        "bytes", job.bytes(),
        "status", job.ending().map(e -> e.status()).orElse(-1));
  }

  private static String line(Job job) {
    String how =
        job.ending()
            .map(e -> e.status() == 0 ? "done" : "failed: " + e.message())
            .orElse("running, " + Quantities.bytes(job.bytes()) + " so far");
    return job.number() + "  " + job.source() + "  " + how;
  }
}

package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.LabSettings;
import sandstore.lab.compare.Comparison;

@AutoService(LabCommand.class)
@Command(
    name = "compare",
    headerHeading = "Scripts",
    description = "Ours and HDFS do the same things in turn; tells the ratios.",
    footer = {
      "On a cluster of its own. HDFS is downloaded and started by Maven, which then runs this:",
      "mvn -q -Phdfs -pl lab-shell/hdfs verify",
      "",
      "  compare --hdfs lab-shell/hdfs/target",
      "  compare --hdfs lab-shell/hdfs/target --times 9 put create"
    })
public final class Compare implements LabCommand {
  @Option(
      names = "--hdfs",
      paramLabel = "FOLDER",
      required = true,
      description = "where Maven has built the driver of HDFS")
  private String hdfs = "";

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "5",
      converter = Quantities.AsCount.class,
      description = "pairs of passes for each task (${DEFAULT-VALUE})")
  private int times;

  @Parameters(
      paramLabel = "WORD",
      arity = "0..*",
      description = "only tasks with one of these words in their names: put, get, create, stat")
  private List<String> words = List.of();

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    LabSettings mine = context.lab().settings();
    LabSettings settings =
        new LabSettings(
            mine.home().resolve("compare"),
            mine.java(),
            mine.classPath(),
            mine.nodeFlags(),
            mine.workingFolder());
    Comparison.Table table =
        new Comparison(settings, context.local(hdfs), times, context::note).run(words);
    context.result(
        "compare", Map.of("promise", Comparison.PROMISE, "tasks", table.rows()), table.text());
  }
}

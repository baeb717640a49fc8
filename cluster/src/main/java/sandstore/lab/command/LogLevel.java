package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.proto.LogLevelRequest;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "loglevel",
    headerHeading = "Cluster",
    description = "Sets how much nodes write into their logs, while they run.",
    footer = {
      "The logs are in NODE/logs of the home, one line an event. Subjects: elections, files, members, repair,",
      "disk (told at info), chunks, entries, sessions (at debug), calls (at trace). A node that starts",
      "anew logs at info.",
      "",
      "  loglevel node2 debug",
      "  loglevel all trace calls"
    })
public final class LogLevel implements LabCommand {
  private static final String STORY = "sandstore.story.";

  /** As SLF4J has them. */
  enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  @Parameters(index = "0", paramLabel = "NODES", description = "node2, leader, all ..")
  private String target = "";

  @Parameters(index = "1", paramLabel = "LEVEL", description = "${COMPLETION-CANDIDATES}")
  private Level level = Level.INFO;

  @Parameters(
      index = "2",
      paramLabel = "SUBJECT",
      arity = "0..1",
      description = "only this subject, or this package; the default is all of the store")
  private String subject = "";

  @Override
  public void run(Context context) throws InterruptedException {
    String logger =
        subject.isEmpty() ? "sandstore" : subject.contains(".") ? subject : STORY + subject;
    List<NodeId> nodes = context.nodes(List.of(target));
    List<String> text = new ArrayList<>();
    String name = level.name().toLowerCase(Locale.ROOT);
    for (NodeId node : nodes) {
      String before =
          context
              .cluster()
              .calls()
              .admin(node)
              .setLogLevel(LogLevelRequest.newBuilder().setLogger(logger).setLevel(name).build())
              .getBefore();
      text.add(
          node
              + " logs "
              + logger
              + " at "
              + name
              + " (before: "
              + before.toLowerCase(Locale.ROOT)
              + ")");
    }
    context.result(
        "loglevel",
        Map.of("nodes", nodes.stream().map(NodeId::name).toList(), "logger", logger, "level", name),
        text);
  }
}

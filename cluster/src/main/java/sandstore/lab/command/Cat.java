package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.client.Call;
import sandstore.client.Progress;
import sandstore.client.Range;
import sandstore.client.StoreClient;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.proto.FileInfo;

@AutoService(LabCommand.class)
@Command(
    name = "cat",
    headerHeading = "Files",
    description = "Shows a file of the store, or a part of it (up to 1 MiB).",
    footer = {
      "  cat /greeting",
      "  cat /all.log --range -1000",
      "  cat /greeting --at node2 --stale"
    })
public final class Cat implements LabCommand {
  private static final long MOST = 1 << 20;

  @Parameters(paramLabel = "REMOTE", description = "path in the store")
  private String remote = "";

  @Option(
      names = "--range",
      paramLabel = "FROM-TO",
      converter = ByteRange.class,
      description = "only these bytes, as in 0-99, 1MiB-, or -100 (the last hundred)")
  private Range range = Range.WHOLE;

  @Mixin private ReadOptions options = new ReadOptions();

  @Override
  public void run(Context context) throws InterruptedException {
    String path = Remote.path(remote);
    StoreClient client = context.cluster().client();
    FileInfo info = client.stat(path, options.call(context)).getInfo();
    boolean whole = range.equals(Range.WHOLE);
    if (whole && info.getLength() > MOST) {
      throw new Refusal(
          path + " has " + Quantities.bytes(info.getLength()) + "; cat shows 1 MiB at most",
          "get " + path + ", or a part: cat --range 0-999 " + path);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Call call = options.call(context);
    if (whole) {
      client.get(path, bytes, Optional.empty(), call, Progress.NONE);
    } else {
      Range shown = new Range(range.offset(), Math.min(range.length(), MOST));
      client.getRange(path, shown, bytes, Optional.empty(), call, Progress.NONE);
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    List<String> lines = text.lines().map(Style::harmless).toList();
    context.result("cat", Map.of("path", path, "text", text), lines);
  }
}

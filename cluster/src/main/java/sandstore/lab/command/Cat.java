package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
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
    description = "Shows a small file (up to 1 MiB) of the store.",
    footer = {"  cat /greeting", "  cat /greeting --at node2 --stale"})
public final class Cat implements LabCommand {
  private static final long MOST = 1 << 20;

  @Parameters(paramLabel = "REMOTE", description = "path in the store")
  private String remote = "";

  @Mixin private ReadOptions options = new ReadOptions();

  @Override
  public void run(Context context) throws InterruptedException {
    String path = Remote.path(remote);
    StoreClient client = context.cluster().client();
    FileInfo info = client.stat(path, options.call(context)).getInfo();
    if (info.getLength() > MOST) {
      throw new Refusal(
          path + " has " + Quantities.bytes(info.getLength()) + "; cat shows 1 MiB at most",
          "get " + path);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    client.get(path, bytes, Optional.empty(), options.call(context), StoreClient.Progress.NONE);
    String text = bytes.toString(StandardCharsets.UTF_8);
    List<String> lines = text.lines().map(Style::harmless).toList();
    context.result("cat", Map.of("path", path, "text", text), lines);
  }
}

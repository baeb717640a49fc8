package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.proto.FileInfo;

@AutoService(LabCommand.class)
@Command(
    name = "append",
    headerHeading = "Files",
    description = "Adds to the end of a file, as a new version of it.",
    footer = {"  append --text more /notes", "  append part2.log /all.log"})
public final class Append implements LabCommand {
  @Parameters(index = "0", paramLabel = "LOCAL", description = "a local file (not with --text)")
  private String first = "";

  @Parameters(index = "1", paramLabel = "REMOTE", arity = "0..1", description = "path in the store")
  private @Nullable String second;

  @Option(names = "--text", paramLabel = "STRING", description = "append this text")
  private @Nullable String text;

  @Mixin private CallOptions options = new CallOptions();

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    context.cluster();
    String given = text;
    String remote = second;
    if (given != null) {
      byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
      append(context, new ByteArrayInputStream(bytes), bytes.length, first);
      return;
    }
    if (remote == null) {
      throw new Refusal("append to what?", "append LOCAL REMOTE, or append --text STRING REMOTE");
    }
    Path local = context.local(first);
    if (!Files.isRegularFile(local)) {
      throw new Refusal("there is no file " + local);
    }
    try (InputStream in = Files.newInputStream(local)) {
      append(context, in, Files.size(local), remote);
    }
  }

  private void append(Context context, InputStream in, long length, String remote)
      throws InterruptedException {
    String path = Remote.path(remote);
    Transfer transfer = new Transfer(context, "append " + path);
    FileInfo info =
        context.cluster().client().append(in, path, options.call(context, length, false), transfer);
    transfer.tell(context, "append", info);
  }
}

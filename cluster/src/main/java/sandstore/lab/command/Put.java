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
    name = "put",
    headerHeading = "Files",
    description = "Stores a local file. Others see the whole new version, or the old one.",
    footer = {
      "OK means: every chunk is forced to disk with its checksum on enough nodes, and the metadata",
      "is committed.",
      "",
      "  put big.iso",
      "  put big.iso /images/big.iso",
      "  put --text hello /greeting",
      "  put --text hello /greeting --if-etag none"
    })
public final class Put implements LabCommand {
  @Parameters(
      index = "0",
      paramLabel = "LOCAL",
      arity = "0..1",
      description = "a local file (not with --text)")
  private @Nullable String first;

  @Parameters(
      index = "1",
      paramLabel = "REMOTE",
      arity = "0..1",
      description = "path in the store; the default is the file's name, in /")
  private @Nullable String second;

  @Option(names = "--text", paramLabel = "STRING", description = "store this text")
  private @Nullable String text;

  @Option(
      names = "--if-etag",
      paramLabel = "ETAG",
      converter = Quantities.AsEtag.class,
      description = "only if the file has this etag; none: only if there is no file")
  private @Nullable Long ifEtag;

  @Mixin private CallOptions options = new CallOptions();

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    context.cluster();
    String given = text;
    if (given != null) {
      String to = second != null ? second : first;
      if (to == null || (first != null && second != null)) {
        throw new Refusal("--text wants one path in the store", "put --text hello /greeting");
      }
      byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
      store(context, new ByteArrayInputStream(bytes), bytes.length, Remote.path(to));
      return;
    }
    if (first == null) {
      throw new Refusal("put what?", "put LOCAL [REMOTE], or put --text STRING REMOTE");
    }
    Path local = context.local(first);
    if (!Files.isRegularFile(local)) {
      throw new Refusal(
          Files.isDirectory(local)
              ? local + " is a folder; put stores one file"
              : "there is no file " + local,
          "a file to play with: sample 20MiB");
    }
    String to = second == null ? String.valueOf(local.getFileName()) : second;
    if (to.endsWith("/")) {
      to += local.getFileName();
    }
    try (InputStream in = Files.newInputStream(local)) {
      store(context, in, Files.size(local), Remote.path(to));
    }
  }

  private void store(Context context, InputStream in, long length, String path)
      throws InterruptedException {
    Transfer transfer = new Transfer(context, "put " + path);
    FileInfo info =
        context
            .cluster()
            .client()
            .put(in, length, path, ifEtag, options.call(context, length, false), transfer);
    transfer.tell(context, "put", info);
  }
}

package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.client.Call;
import sandstore.client.Range;
import sandstore.client.StoreClient;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.proto.FileInfo;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "get",
    headerHeading = "Files",
    description = "Fetches a file from the store. Every checksum is verified on the way.",
    footer = {
      "The local file appears whole, or not at all. What is verified is the CRC-32C of each chunk, as",
      "the metadata has it, and the SHA-256 of the whole if it has at most 4 MiB, or with --sha256.",
      "",
      "  get /big.iso copy.iso",
      "  get /big.iso header --range 0-511",
      "  get /big.iso --from node2",
      "  get /big.iso --sha256"
    })
public final class Get implements LabCommand {
  @Parameters(index = "0", paramLabel = "REMOTE", description = "path in the store")
  private String remote = "";

  @Parameters(
      index = "1",
      paramLabel = "LOCAL",
      arity = "0..1",
      description = "where to; the default is the file's name, here")
  private @Nullable String local;

  @Option(
      names = "--range",
      paramLabel = "FROM-TO",
      converter = ByteRange.class,
      description = "only these bytes, as in 0-99 (the first hundred), 1MiB-, or -100 (the last)")
  private Range range = Range.WHOLE;

  @Option(names = "--from", paramLabel = "NODE", description = "read chunks from this node only")
  private @Nullable String from;

  @Option(names = "--sha256", description = "verify the SHA-256 of a large file, too")
  private boolean hashed;

  @Mixin private ReadOptions options = new ReadOptions();

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    context.cluster();
    String path = Remote.path(remote);
    Path to = target(context, path);
    String only = from;
    Optional<NodeId> source =
        only == null ? Optional.empty() : Optional.of(context.nodes(List.of(only)).get(0));
    Transfer transfer = new Transfer(context, "get " + path);
    Path part = to.resolveSibling(to.getFileName() + ".part");
    FileInfo info;
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
        long size = sizeOf(context, path);
        StoreClient client = context.cluster().client();
        Call call = options.call(context, size);
        Call whole = hashed ? call.withHash() : call;
        info =
            range.equals(Range.WHOLE)
                ? client.get(path, out, source, whole, transfer)
                : client.getRange(path, range, out, source, call, transfer);
      }
      Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    Map<String, Object> fields = Remote.fields(info);
    fields.put("local", to.toString());
    fields.put("seconds", transfer.seconds());
    context.result(
        "get",
        fields,
        List.of(Remote.describe(info) + " -> " + to + " (" + transfer.summary() + ")"));
  }

  private Path target(Context context, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String typed = local;
    Path to = context.local(typed == null ? name : typed);
    if (Files.isDirectory(to)) {
      to = to.resolve(name);
    }
    Path folder = to.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new Refusal("there is no local folder " + folder);
    }
    return to;
  }

  /** For the time that it may take; an answer that fails is asked for again by the transfer. */
  private long sizeOf(Context context, String path) throws InterruptedException {
    return context.cluster().client().stat(path, options.call(context)).getInfo().getLength();
  }
}

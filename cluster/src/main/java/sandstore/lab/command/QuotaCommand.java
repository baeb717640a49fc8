package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.client.StoreClient;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.proto.FileInfo;
import sandstore.proto.Quota;

@AutoService(LabCommand.class)
@Command(
    name = "quota",
    headerHeading = "Files",
    description = "Shows or sets how much a folder and all below it may hold.",
    footer = {
      "What would exceed it fails; what is there already stays. Bytes are those of the files, not of",
      "their replicas. A limit that is not named is lifted.",
      "",
      "  quota /images",
      "  quota /images --files 1000 --bytes 2GiB",
      "  quota /images --off"
    })
public final class QuotaCommand implements LabCommand {
  @Parameters(paramLabel = "REMOTE", description = "a folder of the store")
  private String remote = "";

  @Option(names = "--files", paramLabel = "N", description = "at most so many files")
  private @Nullable Long files;

  @Option(
      names = "--bytes",
      paramLabel = "SIZE",
      converter = Quantities.AsSize.class,
      description = "at most so many bytes in all of them")
  private @Nullable Long bytes;

  @Option(names = "--off", description = "no limits any more")
  private boolean off;

  @Mixin private CallOptions options = new CallOptions();

  @Override
  public void run(Context context) throws InterruptedException {
    String path = Remote.path(remote);
    StoreClient client = context.cluster().client();
    Quota.Builder quota = Quota.newBuilder();
    Long mostFiles = files;
    if (mostFiles != null) {
      if (mostFiles < 0) {
        throw new Refusal("a quota is not negative", "quota " + path + " --off lifts it");
      }
      quota.setFiles(mostFiles);
    }
    if (bytes != null) {
      quota.setBytes(bytes);
    }
    boolean limits = quota.hasFiles() || quota.hasBytes();
    if (off && limits) {
      throw new Refusal("--off lifts both limits", "quota " + path + " --off");
    }
    FileInfo info =
        off || limits
            ? client.setQuota(path, quota.build(), options.call(context))
            : client.stat(path, options.call(context)).getInfo();
    if (!info.getFolder()) {
      throw new Refusal(path + " is a file; a quota limits a folder");
    }
    Map<String, Object> fields = Remote.fields(info);
    context.result("quota", fields, List.of(Remote.describe(info)));
  }
}

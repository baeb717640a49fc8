package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.proto.FileInfo;
import sandstore.proto.StatResponse;

@AutoService(LabCommand.class)
@Command(
    name = "stat",
    headerHeading = "Files",
    description = "Says what the store knows of a file or folder.",
    footer = {"  stat /big.iso", "  stat /big.iso --at node3 --stale"})
public final class Stat implements LabCommand {
  @Parameters(paramLabel = "REMOTE", description = "path in the store")
  private String remote = "";

  @Mixin private ReadOptions options = new ReadOptions();

  @Override
  public void run(Context context) throws InterruptedException {
    StatResponse answer =
        context.cluster().client().stat(Remote.path(remote), options.call(context));
    FileInfo info = answer.getInfo();
    List<String> text = new ArrayList<>();
    text.add(Remote.describe(info));
    if (!info.getFolder()) {
      text.add(
          "etag "
              + info.getEtag()
              + ", modified "
              + Instant.ofEpochMilli(info.getModifiedMillis())
              + ", chunks of "
              + Quantities.bytes(info.getChunkSize()));
      if (!info.getSha256().isEmpty()) {
        text.add("sha256 " + HexFormat.of().formatHex(info.getSha256().toByteArray()));
      }
    }
    String age = Remote.age(answer.getStamp());
    text.add(
        age.isEmpty()
            ? "answered by "
                + answer.getStamp().getNode()
                + " as of entry "
                + answer.getStamp().getAppliedIndex()
            : age);
    Map<String, Object> fields = Remote.fields(info);
    fields.put("node", answer.getStamp().getNode());
    fields.put("appliedIndex", answer.getStamp().getAppliedIndex());
    fields.put("stale", answer.getStamp().getStale());
    context.result("stat", fields, text);
  }
}

package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Style;
import sandstore.proto.FileInfo;
import sandstore.proto.ListResponse;

@AutoService(LabCommand.class)
@Command(
    name = "ls",
    headerHeading = "Files",
    description = "Lists a folder of the store.",
    footer = {
      "A folder is read in pages of 1000, each as it is at that moment.",
      "",
      "  ls",
      "  ls /images",
      "  ls /images --after cat-0999.png --limit 1000"
    })
public final class Ls implements LabCommand {
  private static final int PAGE = 1000;

  @Parameters(paramLabel = "REMOTE", arity = "0..1", description = "a folder; the default is /")
  private String remote = "/";

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Quantities.AsCount.class,
      defaultValue = "10000",
      description = "at most so many entries (${DEFAULT-VALUE})")
  private int limit;

  @Option(
      names = "--after",
      paramLabel = "NAME",
      description = "only names after this one, in the order of their characters")
  private String after = "";

  @Mixin private ReadOptions options = new ReadOptions();

  @Override
  public void run(Context context) throws InterruptedException {
    String path = Remote.path(remote);
    List<FileInfo> entries = new ArrayList<>();
    String last = after;
    ListResponse page;
    do {
      page =
          context
              .cluster()
              .client()
              .list(path, last, Math.min(PAGE, limit - entries.size()), options.call(context));
      entries.addAll(page.getEntriesList());
      last = entries.isEmpty() ? "" : name(entries.get(entries.size() - 1));
    } while (page.getMore() && entries.size() < limit);
    List<String> text = new ArrayList<>(entries.stream().map(Ls::line).toList());
    if (entries.isEmpty()) {
      text.add(Style.DIM.of("empty"));
    }
    if (page.getMore()) {
      text.add(Style.DIM.of("and more: ls " + Style.harmless(path + " --after '" + last + "'")));
    }
    String age = Remote.age(page.getStamp());
    if (!age.isEmpty()) {
      text.add(age);
    }
    context.result(
        "ls",
        Map.of(
            "path",
            path,
            "entries",
            entries.stream().map(Remote::fields).toList(),
            "more",
            page.getMore(),
            "last",
            last,
            "stale",
            page.getStamp().getStale()),
        text);
  }

  private static String name(FileInfo info) {
    String path = info.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String line(FileInfo info) {
    String name = Style.harmless(name(info));
    return info.getFolder()
        ? String.format("%10s  %s", "", Style.NODE.of(name + "/"))
        : String.format("%10s  %s", Quantities.bytes(info.getLength()), name);
  }
}

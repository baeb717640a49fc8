package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.view.Upkeep;
import sandstore.proto.RepairSettings;

@AutoService(LabCommand.class)
@Command(
    name = "repair",
    headerHeading = "Copies",
    description = "How fast and how soon missing copies are made; shows what is under way.",
    footer = {
      "A node that is away for less than the grace time moves nothing.",
      "",
      "  repair",
      "  repair --rate 100MiB --grace 10s"
    })
public final class Repair implements LabCommand {
  private static final long DEFAULT_RATE = 128L << 20;
  private static final long DEFAULT_GRACE_MILLIS = 10_000;
  private static final long MIN_RATE = 64 << 10;

  @Option(
      names = "--rate",
      paramLabel = "SIZE",
      converter = Quantities.AsSize.class,
      description = "bytes a second, of all copies together")
  private @Nullable Long rate;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      converter = Quantities.AsDuration.class,
      description = "how long a node may be away before it is done without")
  private @Nullable Duration grace;

  @Override
  public void run(Context context) throws InterruptedException {
    RepairSettings.Builder settings = context.cluster().repairSettings().toBuilder();
    if (rate != null) {
      if (rate < MIN_RATE) {
        throw new Refusal("a rate is 64KiB or more", "repair --rate 100MiB");
      }
      settings.setBytesPerSecond(rate);
    }
    if (grace != null) {
      if (grace.isZero()) {
        throw new Refusal("a grace time is at least 1ms", "repair --grace 10s");
      }
      settings.setGraceMillis(grace.toMillis());
    }
    if (rate != null || grace != null) {
      context.cluster().repairSettings(settings.build());
    }
    tell(context, settings.build());
  }

  private static void tell(Context context, RepairSettings settings) {
    long bytes = settings.getBytesPerSecond() == 0 ? DEFAULT_RATE : settings.getBytesPerSecond();
    long millis = settings.getGraceMillis() == 0 ? DEFAULT_GRACE_MILLIS : settings.getGraceMillis();
    List<Upkeep.Work> works = context.view().upkeep().underWay();
    List<String> text = new ArrayList<>();
    text.add(
        "copies are made at "
            + Quantities.bytes(bytes)
            + "/s, for a node that is away for "
            + seconds(millis)
            + " s");
    works.forEach(w -> text.add(Upkeeping.describe(w)));
    long nowNanos = System.nanoTime();
    Upkeeping.hindrance(context.view(), context.cluster().shape(), nowNanos).ifPresent(text::add);
    context.result(
        "repair",
        Map.of(
            "bytesPerSecond",
            bytes,
            "graceMillis",
            millis,
            "works",
            works.stream().map(Status::fields).toList(),
            "awaits",
            Upkeeping.fields(context.view().upkeep().awaited(), nowNanos)),
        text);
  }

  private static String seconds(long millis) {
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0);
  }
}

package sandstore.shell.view;

import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Sheet;
import sandstore.lab.Timeline;

/**
 * {@code watch}. Its answer is one frame as text; a face that has a terminal opens the view instead
 * of printing that, where the person is, which may be another process than the lab's.
 */
@AutoService(LabCommand.class)
@Command(
    name = "watch",
    headerHeading = "Looking",
    description = "The cluster as it lives: nodes, logs, messages, chunks, events, metrics.",
    footer = {
      "Keys: 1 to 6 and Tab change the view, : is a command line, space freezes, ? says more, q",
      "leaves. In a lesson its text is beside the view. Where there is no terminal, and with --once, one frame is printed as text.",
      "",
      "  watch",
      "  watch log",
      "  watch --once overview --size 100x30 --ascii"
    })
public final class WatchCommand implements LabCommand {
  @Parameters(
      paramLabel = "VIEW",
      arity = "0..1",
      defaultValue = "",
      description = "overview, log, messages, chunks, events, metrics")
  private String view = "";

  @Option(names = "--once", description = "print one frame, and end")
  private boolean once;

  @Option(
      names = "--size",
      paramLabel = "COLSxROWS",
      defaultValue = "120x40",
      description = "of the printed frame (${DEFAULT-VALUE})")
  private String size = "120x40";

  @Option(names = "--ascii", description = "draw with ASCII characters only")
  private boolean ascii;

  @Option(
      names = "--theme",
      paramLabel = "THEME",
      description = "dark, light, colour-blind, mono; $$SANDSTORE_LAB_THEME when left out")
  private @Nullable String theme;

  @Override
  public void run(Context context) {
    Sheet sheet = context.lab().sheet();
    String shown = view.isEmpty() ? sheet.view() : view;
    view = Views.named(shown.isEmpty() ? "overview" : shown).name();
    Extent extent = Extent.of(size);
    String look = theme == null ? "" : theme;
    Ui ui = Ui.of(view, Settings.theme(look));
    Timeline timeline = context.lab().timeline().orElse(Moment.NOTHING);
    Moment moment = Moment.live(timeline, System.nanoTime());
    Canvas frame = Frame.draw(extent.columns(), extent.rows(), moment, ui, 0, sheet);
    List<String> lines = (ascii ? frame.inAscii() : frame).lines();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("view", view);
    fields.put("once", once);
    fields.put("ascii", ascii);
    fields.put("theme", look);
    fields.put("lines", lines);
    context.result("watch", fields, lines);
  }
}

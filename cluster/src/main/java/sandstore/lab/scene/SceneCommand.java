package sandstore.lab.scene;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Style;

/** Plays situations out of papers. */
@AutoService(LabCommand.class)
@Command(
    name = "scene",
    headerHeading = "Network",
    description =
        "Brings the running Raft into a situation out of a paper, and says how it stands.",
    footer = {
      "It types what you could type, shows it, and looks at every log after each act. Indexes and terms",
      "count from what is there. It wants pace manual, where no timer interferes.",
      "",
      "  up raft --nodes 5 --pace manual",
      "  scene",
      "  scene fig8",
      "  scene fig8 next",
      "  scene fig8 c"
    })
public final class SceneCommand implements LabCommand {
  private static final String NEXT = "next";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SCENE",
      completionCandidates = Names.class,
      description = "one of those that scene lists")
  private @Nullable String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ACT",
      completionCandidates = Acts.class,
      description = "next: one act; a, b ..: up to that one; all of them if not said")
  private @Nullable String act;

  @Override
  public void run(Context context) throws InterruptedException {
    String named = name;
    if (named == null) {
      list(context);
      return;
    }
    Scene scene = Scenes.named(named);
    Staging staging = Staging.on(context.cluster());
    String wanted = act;
    if (wanted == null) {
      staging.whole(context, scene);
    } else if (wanted.equals(NEXT)) {
      staging.next(context, scene);
    } else {
      staging.to(context, scene, wanted);
    }
  }

  private static void list(Context context) {
    List<String> text = new ArrayList<>();
    List<Map<String, Object>> fields = new ArrayList<>();
    for (Scene scene : Scenes.all()) {
      String at = context.lab().cluster().map(c -> Staging.on(c).standsAt(scene)).orElse("");
      List<String> acts = scene.acts().stream().map(Act::name).toList();
      text.add(
          Style.STRONG.of(scene.name())
              + "  "
              + scene.title()
              + "; acts "
              + String.join(" ", acts)
              + (at.isEmpty() ? "" : Style.GOOD.of("; stands at " + at)));
      fields.add(
          Map.of("name", scene.name(), "title", scene.title(), "acts", acts, "standsAt", at));
    }
    context.result("scenes", Map.of("scenes", fields), text);
  }

  /** For completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Scenes.names().iterator();
    }
  }

  /** For completion. */
  static final class Acts implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      List<String> all = new ArrayList<>(List.of(NEXT));
      Scenes.all().forEach(s -> s.acts().forEach(a -> all.add(a.name())));
      return all.stream().distinct().iterator();
    }
  }
}

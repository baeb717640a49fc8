package sandstore.shell;

import java.util.function.Function;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import sandstore.lab.Door;
import sandstore.lab.Reply;
import sandstore.shell.line.FullScreen;
import sandstore.shell.view.Watch;

/**
 * The prompt knows no views, and the views no prompt: here {@code watch} at one opens the other.
 */
final class LabViews implements FullScreen {
  private final Door lab;

  LabViews(Door lab) {
    this.lab = lab;
  }

  @Override
  public boolean wants(Reply.Result result) {
    return result.kind().equals("watch") && !Boolean.TRUE.equals(result.fields().get("once"));
  }

  @Override
  public void show(Reply.Result asked, Terminal terminal, Function<Terminal, LineReader> readers) {
    Watch.lab(
        lab,
        terminal,
        readers,
        String.valueOf(asked.fields().get("view")),
        String.valueOf(asked.fields().get("theme")),
        Boolean.TRUE.equals(asked.fields().get("ascii")));
  }
}

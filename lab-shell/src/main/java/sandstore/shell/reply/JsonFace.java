package sandstore.shell.reply;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import sandstore.lab.Lab;
import sandstore.lab.Reply;
import sandstore.lab.Style;

/**
 * JSON Lines for programs. Every line is an object that begins with {@code "v"}, the version of
 * this format, and {@code "kind"}. Results and failures go to standard output, notes and progress
 * to standard error.
 */
public final class JsonFace implements Face {
  private final JsonLines json = new JsonLines();
  private final PrintStream out;
  private final PrintStream err;

  /** The failure that ends this line is on the output: its command was asked for JSON, too. */
  private boolean told;

  public JsonFace(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void accept(Reply reply) {
    if (reply instanceof Reply.Result result) {
      line(out, result.kind(), result.fields());
      told = result.kind().equals("failure");
    } else if (reply instanceof Reply.Note note) {
      line(err, "note", Map.of("text", Style.strip(note.text())));
    } else if (reply instanceof Reply.Progress progress) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("task", progress.task());
      fields.put("done", progress.done());
      fields.put("total", progress.total());
      fields.put("unit", progress.unit());
      fields.put("detail", Style.strip(progress.detail()));
      line(err, "progress", fields);
    }
  }

  @Override
  public void ended(Lab.Ending ending) {
    if (ending.status() != 0 && !told) {
      accept(ending.result());
    }
    told = false;
  }

  private void line(PrintStream stream, String kind, Map<String, ?> fields) {
    stream.println(json.line(kind, fields));
    stream.flush();
  }
}

package sandstore.lessons;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import sandstore.lab.Lab;
import sandstore.lab.Reply;
import sandstore.lab.Style;

/** Someone who types at a lab, and hears what it says; without colours. */
public final class Learner {
  private final Lab lab;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  public Learner(Lab lab) {
    this.lab = lab;
  }

  /** What was said meanwhile, and at its end why it did not succeed, if so. */
  public String types(String line) {
    said.clear();
    Lab.Ending ending = lab.run(line, this::hear);
    if (ending.status() != 0) {
      said.add(ending.message());
    }
    return heard();
  }

  /** Everything since the last line was begun. */
  public String heard() {
    synchronized (said) {
      return String.join("\n", said);
    }
  }

  public void hear(Reply reply) {
    if (reply instanceof Reply.Result result) {
      result.text().forEach(l -> said.add(Style.strip(l)));
    } else if (reply instanceof Reply.Note note) {
      said.add(Style.strip(note.text()));
    }
  }
}

package sandstore.shown;

import java.io.PrintStream;
import java.nio.file.Path;
import sandstore.TestNodes;
import sandstore.lab.Lab;

/**
 * A lab in a process of its own, so that it can be killed. Its arguments are its folder and the
 * lines to run first; then it stores small files, one after the other, until it is killed. On its
 * standard output it says {@code READY} when the lines are done, and then the path of each file
 * that was acknowledged; a file's content is its path.
 */
final class LabProcess {
  private LabProcess() {}

  public static void main(String[] args) {
    PrintStream out = System.out;
    Lab lab = new Lab(TestNodes.settings(Path.of(args[0])));
    for (int i = 1; i < args.length; i++) {
      Lab.Ending ending = lab.run(args[i], reply -> {});
      if (ending.status() != 0) {
        out.println("FAILED " + args[i] + ": " + ending.message());
        out.flush();
        Runtime.getRuntime().halt(1);
      }
    }
    out.println("READY");
    for (int i = 1; ; i++) {
      String path = "/f" + i;
      while (lab.run("put --text " + path + " " + path, reply -> {}).status() != 0) {
        // again, so that no number is left out
      }
      out.println(path);
      out.flush();
    }
  }
}

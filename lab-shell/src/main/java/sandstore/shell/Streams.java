package sandstore.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Standard streams, and who is at their other ends. */
final class Streams {
  private Streams() {}

  /** Standard output, buffered until a face flushes. */
  static PrintStream out() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), false, charset());
  }

  static PrintStream err() {
    return new PrintStream(new FileOutputStream(FileDescriptor.err), false, charset());
  }

  /**
   * What the locale says; UTF-8 where it says ASCII, since that is what is said by systems on which
   * nobody has set a locale.
   */
  static Charset charset() {
    String name = System.getProperty("native.encoding", "UTF-8");
    Charset said = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    return said.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : said;
  }

  /** True if a person sits at both standard input and standard output. */
  @SuppressWarnings("SystemConsoleNull") // what Java 22 changed is asked for below
  static boolean terminal() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // Since Java 22 there is a console even where there is no terminal, and a method to ask it.
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException olderJava) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("asking the console", e);
    }
  }
}

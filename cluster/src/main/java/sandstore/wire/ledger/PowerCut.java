package sandstore.wire.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Does to a folder what the loss of power would have done. Only for a folder that no process uses.
 *
 * @param files cut short, or with overwritten places taken back
 * @param bytes that the files lost at their ends
 * @param names created, replaced, given away or deleted, and now as they were
 */
public record PowerCut(int files, long bytes, int names) {

  /** Afterwards all that is there is durable, and the ledger is gone. */
  public static PowerCut to(Path folder, Random chance) throws IOException {
    Path ledger = folder.resolve(Unforced.FILE);
    Unforced unforced = read(ledger);
    Map<String, Long> sizes = sizes(folder);
    List<Loss.Step> steps = Loss.of(unforced, sizes, chance);
    long bytes = 0;
    for (Loss.Step step : steps) {
      if (step instanceof Loss.Truncate cut) {
        bytes += sizes.getOrDefault(cut.path(), 0L) - cut.length();
      }
      perform(folder, step);
    }
    Files.deleteIfExists(ledger);
    return new PowerCut(
        (int) steps.stream().filter(s -> !isName(s)).map(Loss.Step::path).distinct().count(),
        bytes,
        (int) steps.stream().filter(PowerCut::isName).count());
  }

  private static boolean isName(Loss.Step step) {
    return step instanceof Loss.Delete || step instanceof Loss.Restore;
  }

  static Unforced read(Path ledger) throws IOException {
    try (FileChannel channel = FileChannel.open(ledger, StandardOpenOption.READ)) {
      return LedgerFormat.read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    } catch (NoSuchFileException e) {
      return new Unforced(); // it never wrote anything
    }
  }

  private static Map<String, Long> sizes(Path folder) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        sizes.put(folder.relativize(p).toString(), Files.size(p));
      }
    }
    return sizes;
  }

  private static void perform(Path folder, Loss.Step step) throws IOException {
    Path path = folder.resolve(step.path());
    if (step instanceof Loss.Delete) {
      Files.deleteIfExists(path);
    } else if (step instanceof Loss.Restore restore) {
      Files.deleteIfExists(path); // a rename over another link to the same file does nothing
      Files.move(folder.resolve(restore.kept()), path, StandardCopyOption.ATOMIC_MOVE);
    } else {
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        if (step instanceof Loss.Truncate cut) {
          file.truncate(cut.length());
        } else if (step instanceof Loss.Write write) {
          ByteBuffer bytes = ByteBuffer.wrap(write.bytes());
          while (bytes.hasRemaining()) {
            file.write(bytes, write.position() + bytes.position());
          }
        }
      }
    }
  }
}

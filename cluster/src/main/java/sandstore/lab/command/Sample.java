package sandstore.lab.command;

import com.google.auto.service.AutoService;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.MoreFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;

@AutoService(LabCommand.class)
@Command(
    name = "sample",
    headerHeading = "Files",
    description = "Makes a local file to play with. The same size gives the same bytes.",
    footer = {"  sample 20MiB", "  sample 300MB big.bin"})
public final class Sample implements LabCommand {
  private static final int BLOCK = 1 << 16;

  @Parameters(
      index = "0",
      paramLabel = "SIZE",
      converter = Quantities.AsSize.class,
      description = "how large, e.g. 20MiB")
  private long size;

  @Parameters(
      index = "1",
      paramLabel = "LOCAL",
      arity = "0..1",
      description = "its name; the default is sample.bin")
  private @Nullable String name;

  @Override
  public void run(Context context) throws IOException, InterruptedException {
    String typed = name;
    Path file = context.local(typed == null ? "sample.bin" : typed);
    if (!Files.exists(file)) {
      room(file);
      make(context, file);
    } else if (!isThere(context, file)) {
      throw new Refusal(
          file + " exists already, and is another file",
          "give another name: sample 20MiB other.bin");
    }
    context.result(
        "sample",
        Map.of("local", file.toString(), "length", size),
        file + ": " + Quantities.bytes(size));
  }

  private void room(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new Refusal("there is no local folder " + folder, "name a file in one that exists");
    }
    long free = Files.getFileStore(folder).getUsableSpace();
    if (size > free) {
      throw new Refusal(
          "%s do not fit: %s has %s left"
              .formatted(Quantities.bytes(size), folder, Quantities.bytes(free)),
          "a smaller one will do: sample 20MiB");
    }
  }

  private void make(Context context, Path file) throws IOException, InterruptedException {
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), BLOCK)) {
      write(context, out, file);
    } catch (IOException | InterruptedException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Whether it was made before, and not changed since. */
  private boolean isThere(Context context, Path file) throws IOException, InterruptedException {
    if (!Files.isRegularFile(file) || Files.size(file) != size) {
      return false;
    }
    HashingOutputStream made =
        new HashingOutputStream(Hashing.sha256(), OutputStream.nullOutputStream());
    write(context, made, file);
    return made.hash().equals(MoreFiles.asByteSource(file).hash(Hashing.sha256()));
  }

  private void write(Context context, OutputStream out, Path file)
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(size);
    byte[] block = new byte[BLOCK];
    for (long done = 0; done < size; done += BLOCK) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      random.nextBytes(block);
      out.write(block, 0, (int) Math.min(BLOCK, size - done));
      if (done % (64L * BLOCK) == 0) {
        context.progress("sample " + file.getFileName(), done, size, "bytes", "");
      }
    }
  }
}

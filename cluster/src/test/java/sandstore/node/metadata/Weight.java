package sandstore.node.metadata;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import sandstore.proto.ChunkRef;
import sandstore.proto.CommitFile;
import sandstore.proto.MakeFolder;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.wire.ChunkKey;

/**
 * What a million files weigh, what one more costs, and for how long service stops while a snapshot
 * of them is written: for one full collection, which has more to keep then. With the flags of a
 * node, and a folder of compiled tests on the class path:
 *
 * <pre>
 * java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m -Xmn20m sandstore.node.metadata.Weight
 * </pre>
 */
final class Weight {
  private static final int FOLDERS = 1000;
  private static final int SAMPLE = 20_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Namespace namespace = Namespace.EMPTY;
  private long sequence;
  private final Random random = new Random(1);

  private Weight() {}

  public static void main(String[] args) throws IOException {
    int files = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    new Weight().run(files);
  }

  private void run(int files) throws IOException {
    apply(Operation.newBuilder().setOpenSession(OpenSession.newBuilder().setClient("weight")));
    for (int i = 0; i < FOLDERS; i++) {
      apply(Operation.newBuilder().setMakeFolder(MakeFolder.newBuilder().setPath(folder(i))));
    }
    create(0, 1000);
    Namespace few = namespace;
    long before = used();
    for (int round = 0; round < 5; round++) { // the compiler warms up
      namespace = few;
      create(1000, SAMPLE);
    }
    namespace = few;
    double nanosFew = create(1000, SAMPLE);
    long worst = 0;
    for (int at = 1000 + SAMPLE; at < files; at += SAMPLE) {
      create(at, SAMPLE);
      worst = Math.max(worst, slowestNanos);
    }
    double nanosMany = create(files, SAMPLE);
    few = Namespace.EMPTY;
    long after = used();
    say("files %d, chunks %d, folders %d", namespace.files(), namespace.chunks(), FOLDERS);
    say("bytes of heap a file: %d", (after - before) / namespace.files());
    say("apply: %.1f us at 1,000 files, %.1f us at %d", nanosFew / 1e3, nanosMany / 1e3, files);
    say("slowest single apply on the way: %.0f ms", worst / 1e6);
    snapshot(files + SAMPLE);
  }

  /** Goes on applying while another thread writes: the longest gap is the pause. */
  private void snapshot(int from) throws IOException {
    Path file = Files.createTempFile("weight", ".snapshot");
    Namespace captured = namespace;
    String before = collections();
    long start = System.nanoTime();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                NamespaceCodec.write(captured, out);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    long worst = 0;
    int applied = 0;
    while (!writing.isDone()) {
      create(from + applied, 100);
      applied += 100;
      worst = Math.max(worst, slowestNanos);
    }
    writing.join();
    say(
        "snapshot: %d MiB in %.1f s; %d files applied meanwhile, the longest pause %.0f ms",
        Files.size(file) >> 20, (System.nanoTime() - start) / 1e9, applied, worst / 1e6);
    say("collections before: %s; after: %s", before, collections());
    Files.delete(file);
  }

  /** How often, and how long in all, by what the virtual machine calls each. */
  private static String collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(
            c ->
                c.getName() + " " + c.getCollectionCount() + " in " + c.getCollectionTime() + " ms")
        .collect(java.util.stream.Collectors.joining(", "));
  }

  private long slowestNanos;

  /** Nanoseconds of the processor a file: what others do on this machine does not count. */
  private double create(int first, int count) {
    slowestNanos = 0;
    long cpu = THREADS.getCurrentThreadCpuTime();
    long last = System.nanoTime();
    for (int i = first; i < first + count; i++) {
      apply(Operation.newBuilder().setCommitFile(file(i)));
      long now = System.nanoTime();
      slowestNanos = Math.max(slowestNanos, now - last);
      last = now;
    }
    return (THREADS.getCurrentThreadCpuTime() - cpu) / (double) count;
  }

  private static String folder(int i) {
    return String.format(Locale.ROOT, "/folder-%03d", i % FOLDERS);
  }

  private CommitFile file(int i) {
    ChunkKey key = new ChunkKey(String.format(Locale.ROOT, "%016x", random.nextLong()), 0, 0);
    byte[] digest = new byte[32];
    random.nextBytes(digest);
    return CommitFile.newBuilder()
        .setPath(folder(i) + String.format(Locale.ROOT, "/file-%07d.txt", i))
        .setLength(4096)
        .setChunkSize(8 << 20)
        .setSha256(com.google.protobuf.ByteString.copyFrom(digest))
        .addChunks(
            ChunkRef.newBuilder()
                .setId(key.toProto())
                .setLength(4096)
                .setCrc32C(i)
                .addReplicas("node" + (1 + i % 5))
                .addReplicas("node" + (1 + (i + 1) % 5))
                .addReplicas("node" + (1 + (i + 3) % 5)))
        .build();
  }

  private void apply(Operation.Builder operation) {
    long index = namespace.lastIndex() + 1;
    if (!operation.hasOpenSession()) {
      sequence++;
      operation.setSession(1).setSequence(sequence).setAcknowledgedBelow(sequence);
    }
    Namespace.Step step = namespace.apply(operation.setAtMillis(1000 + index).build(), index);
    if (step.result().hasFailure()) {
      throw new IllegalStateException(step.result().getFailure().getMessage());
    }
    namespace = step.next();
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}

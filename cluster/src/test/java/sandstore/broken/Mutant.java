package sandstore.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A part of a node with one passage replaced.
 *
 * @param mistake what it does wrong
 * @param detector the {@link Detectors} that notices it
 * @param source below the product's sources
 * @param passage stands there exactly once
 * @param instead takes its place
 */
record Mutant(String mistake, Detectors detector, String source, String passage, String instead) {
  private static final Path SOURCES = Path.of("src/main/java");

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "no fsync",
              Detectors.CRASH_POINTS,
              "sandstore/node/journal/Segment.java",
              "    file.writeFully(out.flip(), end);\n    file.force();\n",
              "    file.writeFully(out.flip(), end);\n"),
          new Mutant(
              "answers before a quorum has it",
              Detectors.ANSWERED_IN_A_MINORITY,
              "sandstore/node/raft/RaftJournal.java",
              "    gathering.add(proposal);\n",
              """
                  gathering.add(proposal);
                  Namespace now = machine.state().namespace();
                  proposal.applied(
                      new Outcome(now.apply(operation, now.lastIndex() + 1).result(), 1, 1));
              """),
          new Mutant(
              "reads what it has instead of ReadIndex",
              Detectors.READ_IN_A_MINORITY,
              "sandstore/node/raft/RaftJournal.java",
              "return r == null ? CompletableFuture.failedFuture(askAnother()) : r.begin();",
              "return CompletableFuture.completedFuture(readLocal());"),
          new Mutant(
              "applies a retry again",
              Detectors.RETRY,
              "sandstore/node/metadata/Application.java",
              "if (admission.earlier() != null) {",
              "if (index < 0) {"),
          new Mutant(
              "collects garbage without a mark",
              Detectors.COMMIT_OF_GARBAGE,
              "sandstore/node/metadata/ApplyMarkGarbage.java",
              "draft.chunks = draft.chunks.mark(name);",
              ""),
          new Mutant(
              "does not compare checksums",
              Detectors.ROTTEN_CHUNK,
              "sandstore/node/chunk/ChunkReader.java",
              "if (Crc32c.of(bytes.slice(at, n)) != header.blocks()[block]) {",
              "if (block < 0) {"),
          new Mutant(
              "obeys any order",
              Detectors.ORDER_OF_A_DEPOSED_LEADER,
              "sandstore/node/repair/Fence.java",
              "if (order.compareTo(seen) < 0) {",
              "if (seen.term() < 0) {"),
          new Mutant(
              "looks at the clock when it applies",
              Detectors.TWO_REPLICAS,
              "sandstore/node/metadata/Application.java",
              "Math.max(before.lastAtMillis(), operation.getAtMillis());",
              "System.currentTimeMillis();"),
          new Mutant(
              "takes a step-down for a failure",
              Detectors.STEP_DOWN,
              "sandstore/node/raft/Proposal.java",
              "return new UnknownOutcome(\n          Failure.Code.LEADER_STEPPED_DOWN",
              "return new DefiniteFailure(\n          Failure.Code.LEADER_STEPPED_DOWN"));

  /**
   * Compiles it.
   *
   * @param classes a folder, to stand before the node's own classes
   */
  void compile(Path classes) throws IOException {
    String text = Files.readString(SOURCES.resolve(source), UTF_8);
    int at = text.indexOf(passage);
    if (at < 0 || text.indexOf(passage, at + 1) >= 0) {
      throw new AssertionError(
          mistake + ": this passage has to be in " + source + " exactly once: " + passage);
    }
    Path changed = Files.createDirectories(classes.resolveSibling(classes.getFileName() + ".src"));
    Path file = changed.resolve(String.valueOf(Path.of(source).getFileName()));
    Files.writeString(
        file, text.substring(0, at) + instead + text.substring(at + passage.length()), UTF_8);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                problems,
                null,
                null,
                List.of(
                    "-d",
                    Files.createDirectories(classes).toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-proc:none",
                    "-nowarn",
                    "--release",
                    "17"),
                null,
                compiler.getStandardFileManager(null, null, UTF_8).getJavaFileObjects(file))
            .call();
    if (!compiled) {
      throw new AssertionError(mistake + " does not compile:\n" + problems);
    }
  }
}

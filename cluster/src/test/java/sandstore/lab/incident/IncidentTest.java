package sandstore.lab.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.TestNodes;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.LabEvent;
import sandstore.lab.Reply;
import sandstore.lab.Style;
import sandstore.lab.record.Recording;
import sandstore.lab.view.ClusterView;
import sandstore.proto.Event;
import sandstore.proto.NodeRule;

/**
 * Each trouble of the catalogue on real processes: nothing tells of it, its traces do, and the
 * right answer ends it.
 */
class IncidentTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** What the lab asks for that a learner would. */
  private static final List<String> QUESTIONS =
      List.of(
          "status",
          "log",
          "log node1",
          "held",
          "messages",
          "votes",
          "chunks",
          "invariants",
          "why leader",
          "metrics node1",
          "workload status",
          "incident status");

  /** Words that only who knows the fault would say. */
  private static final Pattern SECRET =
      Pattern.compile(
          "disk is (slow|full)|its clock|ahead|cut node|lose node|is cut|paused|is wiped"
              + "|fault_?(set|cleared)|bytes_?flipped|(skew|disk_?slow|disk_?full).*[1-9t]"
              + "|[1-9]\\d* (bad|faults?)\\b");

  @TempDir Path folder;

  private final List<Reply> replies = Collections.synchronizedList(new ArrayList<>());

  @Test
  void eachIsSecretUntilItIsFoundByItsTraces() throws Exception {
    try (Lab lab = new Lab(TestNodes.settings(folder))) {
      ok(lab, "up raft --nodes 3");
      assertThat(lab.run("incident answer clock node1 --because e1", replies::add).status())
          .as("nothing is open")
          .isEqualTo(2);
      whatBeganInPartIsNoSecret(lab);
      for (Trouble trouble : Troubles.all()) {
        found(lab, trouble);
        ok(lab, "heal");
        assertThat(lab.view().nodeFaults()).isEmpty();
        assertThat(lab.view().faults()).isEmpty();
        for (String line : List.of("start all", "resume all")) {
          lab.run(line, replies::add); // refused when there is nothing to do
        }
        replies.clear();
        lab.run("status", replies::add);
        assertThat(
                lab.run("wait nodes.all(n, n.alive) && underReplicated == 0 within 120s", r -> {}))
            .as("after %s: %s", trouble.name(), replies)
            .isEqualTo(Lab.Ending.OK);
      }
    }
  }

  /** Ctrl-C, say, after the fault was given out. */
  private void whatBeganInPartIsNoSecret(Lab lab) throws Exception {
    Trouble half =
        (Trouble)
            Proxy.newProxyInstance(
                Trouble.class.getClassLoader(),
                new Class<?>[] {Trouble.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("places")) {
                    return List.of("node2");
                  }
                  NodeRule slow =
                      NodeRule.newBuilder().setNode("node2").setDiskSlowMillis(5).build();
                  ((Cluster) arguments[0]).secrecy().node(slow);
                  throw new InterruptedException();
                });
    Duty duty = Duty.on(lab, lab.cluster().orElseThrow());
    assertThatThrownBy(() -> duty.begin(half, 1, new SplittableRandom(1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(duty.open()).isEmpty();
    await().until(() -> lab.view().nodeFaults().size() == 1);
    ok(lab, "heal");
  }

  private void found(Lab lab, Trouble trouble) throws Exception {
    Cluster cluster = lab.cluster().orElseThrow();
    Duty duty = Duty.on(lab, cluster);
    ok(lab, "wait leader != '' within 60s");
    duty.prepare();
    ok(lab, "wait underReplicated == 0 within 60s"); // each node has something that can rot
    long before = cluster.events().last();
    Map<Path, String> logsBefore = logs();
    ok(lab, "workload start registers --rate 20");
    duty.begin(trouble, 1, new SplittableRandom(1));
    String place = duty.open().orElseThrow().place();
    if (trouble.name().equals("corrupt-chunk")) {
      ok(lab, "scrub now");
    }
    LabEvent trace =
        await(trouble.name())
            .atMost(LONG)
            .until(() -> trace(cluster, trouble, place, before), Optional::isPresent)
            .orElseThrow();

    nobodyTells(lab, trouble, before);
    logs()
        .forEach(
            (log, text) -> {
              String old = logsBefore.getOrDefault(log, "");
              String news = text.startsWith(old) ? text.substring(old.length()) : text;
              news.lines().forEach(line -> innocent(trouble, log.toString(), line));
            });
    String wrongPlace = place.equals("node1") ? "node2" : "node1";
    assertThat(lab.run(answer(trouble, wrongPlace, trace), replies::add).status())
        .as("another place")
        .isEqualTo(1);
    assertThat(duty.open()).isPresent();

    ok(lab, answer(trouble, place, trace));
    assertThat(duty.open()).isEmpty();
    assertThat(lab.run("incident give-up", replies::add).status()).isEqualTo(2);
  }

  /** What each node has written of itself. */
  private Map<Path, String> logs() throws IOException {
    Map<Path, String> texts = new TreeMap<>();
    try (Stream<Path> nodes = Files.list(folder.resolve("home"))) {
      for (Path own : nodes.map(n -> n.resolve("logs")).filter(Files::isDirectory).toList()) {
        try (Stream<Path> all = Files.list(own)) {
          for (Path log : all.toList()) {
            texts.put(log, Files.readString(log));
          }
        }
      }
    }
    assertThat(texts).hasSizeGreaterThanOrEqualTo(3);
    return texts;
  }

  private static String answer(Trouble trouble, String place, LabEvent trace) {
    return "incident answer " + trouble.name() + " " + place + " --because e" + trace.order();
  }

  private static Optional<LabEvent> trace(
      Cluster cluster, Trouble trouble, String place, long before) {
    long nanos = System.nanoTime();
    long millis = System.currentTimeMillis();
    return cluster.events().after(before, Integer.MAX_VALUE).stream()
        .filter(e -> trouble.leaves(Trace.of(e, nanos, millis), place))
        .findFirst();
  }

  /** Every answer, as text and for programs, every event, and a recording. */
  private void nobodyTells(Lab lab, Trouble trouble, long before) throws Exception {
    Cluster cluster = lab.cluster().orElseThrow();
    ok(lab, "wait leader != '' within 60s"); // else there is no leader to ask about
    List<String> questions = new ArrayList<>(QUESTIONS);
    questions.add("events --all --limit " + (cluster.events().last() - before));
    for (String plain : questions) {
      for (String question : List.of(plain, plain + " --json")) {
        replies.clear();
        Lab.Ending ending = lab.run(question, replies::add);
        assertThat(ending.status()).as("%s: %s", question, ending.message()).isIn(0, 1);
        String said = ending.message() + ending.hint() + replies;
        innocent(trouble, question, Style.strip(said));
      }
    }
    for (LabEvent event : cluster.events().after(before, Integer.MAX_VALUE)) {
      innocent(trouble, "an event", event.event().getKindCase() + " " + event.event());
    }
    Path recording = folder.resolve(trouble.name() + ".rec");
    ok(lab, "record " + recording);
    Recording read = Recording.read(recording);
    assertThat(read.last()).isGreaterThan(before);
    for (long order = Math.max(before + 1, read.first()); order <= read.last(); order++) {
      Event event = read.event(order).orElseThrow().event();
      innocent(trouble, "a recorded event", event.getKindCase() + " " + event);
    }
    ClusterView recorded = read.viewAt(read.last());
    assertThat(recorded.faults()).isEmpty();
    assertThat(recorded.nodeFaults()).isEmpty();
    assertThat(cluster.view().faults()).isEmpty();
    assertThat(cluster.view().nodeFaults()).isEmpty();
  }

  private static void innocent(Trouble trouble, String what, String said) {
    assertThat(SECRET.matcher(said.toLowerCase(Locale.ROOT)).find())
        .as("%s tells of %s: %s", what, trouble.name(), said)
        .isFalse();
  }

  private void ok(Lab lab, String line) {
    Lab.Ending ending = lab.run(line, replies::add);
    assertThat(ending.status()).as("%s: %s %s", line, ending.message(), ending.hint()).isZero();
  }
}

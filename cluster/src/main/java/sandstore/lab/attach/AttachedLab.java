package sandstore.lab.attach;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import sandstore.lab.Catalog;
import sandstore.lab.Door;
import sandstore.lab.Lab;
import sandstore.lab.LabEvent;
import sandstore.lab.Line;
import sandstore.lab.Refusal;
import sandstore.lab.Reply;
import sandstore.lab.Sheet;
import sandstore.lab.Statement;
import sandstore.lab.Timeline;
import sandstore.lab.process.Home;
import sandstore.lab.view.ClusterView;
import sandstore.proto.Address;
import sandstore.proto.LabServiceGrpc;
import sandstore.proto.LabServiceGrpc.LabServiceStub;
import sandstore.proto.Typed;
import sandstore.wire.AddressBook;
import sandstore.wire.Channels;
import sandstore.wire.LinkGate;
import sandstore.wire.NodeId;
import sandstore.wire.RpcTap;

/**
 * The lab of another process, which holds the home. To close it leaves that lab as it is, but for a
 * command that runs for this visitor, which is stopped.
 */
public final class AttachedLab implements Door {
  private static final long DOOR_PATIENCE_NANOS = 2_000_000_000L;
  private static final long LOOK_MILLIS = 50;

  private final String holder;
  private final Path workingFolder;
  private final boolean onlyLooks;
  private final Catalog catalog = Catalog.load();
  private final Channels channels;
  private final LabServiceStub lab;
  private final Watching watching;

  /** Lines that are over, but for their jobs. */
  private final Set<LineAway> withJobs = ConcurrentHashMap.newKeySet();

  private AttachedLab(
      String holder, Path workingFolder, boolean onlyLooks, Home.Way way, int port) {
    this.holder = holder;
    this.onlyLooks = onlyLooks;
    this.workingFolder = workingFolder;
    channels = new Channels(NodeId.CLIENT, way.token(), new LinkGate(), RpcTap.SILENT);
    channels.follow(
        AddressBook.of(
            List.of(
                Address.newBuilder()
                    .setNode(NodeId.LAB.name())
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .build())));
    lab = LabServiceGrpc.newStub(channels.free(NodeId.LAB));
    watching = new Watching();
  }

  /**
   * Joins the lab that holds a home; returns when its view is known.
   *
   * @param workingFolder absolute; local paths in commands are relative to it
   * @throws Refusal if there is no lab, or it does not let us in
   */
  public static AttachedLab to(Path home, Path workingFolder) throws InterruptedException {
    return to(home, workingFolder, false);
  }

  /**
   * The same.
   *
   * @param onlyLooks every command that could change anything is refused, there as here
   */
  public static AttachedLab to(Path home, Path workingFolder, boolean onlyLooks)
      throws InterruptedException {
    try {
      String holder = holder(home);
      Home.Way way =
          awaitDoor(home)
              .orElseThrow(
                  () ->
                      new Refusal(
                          "the lab on " + home + " (process " + holder + ") lets nobody in yet",
                          "it does from when its prompt is there, or its cluster comes up"));
      AttachedLab attached =
          new AttachedLab(
              holder, workingFolder, onlyLooks, way, Bell.ring(way.port(), way.token()));
      attached.begin(home);
      return attached;
    } catch (IOException e) {
      throw cannotJoin(home, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The process that holds a home; nothing is changed to find it out.
   *
   * @throws Refusal if there is none
   */
  public static String holder(Path home) throws IOException {
    return Home.holder(home)
        .orElseThrow(
            () ->
                new Refusal(
                    "no lab runs on " + home,
                    "lab starts one; to join one elsewhere: lab attach --home DIR"));
  }

  private static Refusal cannotJoin(Path home, String why) {
    return new Refusal("cannot join the lab on " + home + ": " + why);
  }

  /** A lab that was started a moment ago is about to open. */
  private static Optional<Home.Way> awaitDoor(Path home) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + DOOR_PATIENCE_NANOS;
    Optional<Home.Way> way = Home.door(home);
    while (way.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(LOOK_MILLIS);
      way = Home.door(home);
    }
    return way;
  }

  private void begin(Path home) throws InterruptedException {
    watching.begin(lab);
    if (!watching.awaitFirst()) {
      close();
      throw cannotJoin(home, watching.ended().orElse("it does not answer"));
    }
  }

  @Override
  public ClusterView view() {
    return watching.view();
  }

  @Override
  public Sheet sheet() {
    return watching.sheet();
  }

  @Override
  public AutoCloseable hear(Consumer<Reply> hearer) {
    return watching.hear(hearer);
  }

  @Override
  public Lab.Ending run(String line, Consumer<Reply> replies) {
    boolean jobs;
    try {
      jobs = Line.parse(line).stream().anyMatch(Statement::background);
    } catch (Refusal e) {
      return new Lab.Ending(2, String.valueOf(e.getMessage()), e.hint());
    }
    Optional<String> over = ended();
    if (over.isPresent()) {
      return new Lab.Ending(1, over.get(), "");
    }
    LineAway away = new LineAway(replies);
    away.begin(
        lab,
        Typed.newBuilder()
            .setLine(line)
            .setWorkingFolder(workingFolder.toString())
            .setOnlyLooks(onlyLooks)
            .build());
    Lab.Ending ending = away.await();
    if (jobs) {
      withJobs.add(away);
      away.hearOn();
    } else {
      away.finish();
    }
    return ending;
  }

  /** From when this visitor came. */
  @Override
  public Optional<Timeline> timeline() {
    return watching.timeline();
  }

  @Override
  public AutoCloseable listen(BiConsumer<LabEvent, ClusterView> listener) {
    return watching.listeners().add(listener);
  }

  @Override
  public List<String> commands() {
    return catalog.names();
  }

  @Override
  public Optional<CommandSpec> spec(String name) {
    return catalog.spec(name);
  }

  @Override
  public Optional<String> host() {
    return Optional.of("process " + holder);
  }

  @Override
  public Optional<String> ended() {
    return watching.ended();
  }

  /** The nodes are another's children: what happens to this process does not touch them. */
  @Override
  public void continued() {}

  @Override
  public void close() {
    watching.close();
    withJobs.forEach(LineAway::finish);
    channels.close();
  }
}

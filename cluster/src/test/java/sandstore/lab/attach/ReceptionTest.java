package sandstore.lab.attach;

import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.Refusal;
import sandstore.lab.Reply;
import sandstore.lab.process.Home;
import sandstore.proto.Address;
import sandstore.proto.LabServiceGrpc;
import sandstore.proto.LabServiceGrpc.LabServiceStub;
import sandstore.proto.RunRequest;
import sandstore.proto.RunResponse;
import sandstore.proto.Typed;
import sandstore.proto.WatchRequest;
import sandstore.proto.WatchResponse;
import sandstore.wire.AddressBook;
import sandstore.wire.Channels;
import sandstore.wire.LinkGate;
import sandstore.wire.NodeId;
import sandstore.wire.RpcTap;
import sandstore.wire.Token;

/** A lab without a cluster, and a visitor, who are in one process here. */
class ReceptionTest {
  @TempDir Path folder;
  private Path home;
  private Lab lab;
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void open() {
    home = folder.resolve("home");
    lab = new Lab(new LabSettings(home, Path.of("java"), "", List.of(), folder));
    new Reception(lab).open();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private AttachedLab attach() throws InterruptedException {
    return AttachedLab.to(home, folder);
  }

  private String texts() {
    StringBuilder text = new StringBuilder();
    for (Reply reply : replies) {
      if (reply instanceof Reply.Result result) {
        result.text().forEach(line -> text.append(line).append('\n'));
      } else if (reply instanceof Reply.Note note) {
        text.append(note.text()).append('\n');
      }
    }
    return text.toString();
  }

  @Test
  void whoOnlyLooksChangesNothing() throws Exception {
    try (AttachedLab attached = AttachedLab.to(home, folder, true)) {
      for (String line : List.of("up raft", "mkdir /a", "sample 1KiB", "next", "kill node1 &")) {
        Lab.Ending refused = attached.run(line, replies::add);
        if (line.endsWith("&")) {
          await().until(() -> texts().contains("only looks"));
        } else {
          assertThat(refused.message()).startsWith("this terminal only looks: ");
          assertThat(refused.status()).isEqualTo(2);
        }
      }
      assertThat(lab.cluster()).isEmpty();
      assertThat(folder.resolve("sample.bin")).doesNotExist();
      assertThat(attached.run("status", replies::add).message()).doesNotContain("only looks");
      assertThat(attached.run("help kill", replies::add)).isEqualTo(Lab.Ending.OK);
    }
  }

  @Test
  void onlyTheOwnerCanReadWhereItIs() throws IOException {
    for (String file : List.of("door", "token")) {
      assertThat(Files.getPosixFilePermissions(home.resolve(file)))
          .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
    }
    lab.close();
    assertThat(home.resolve("door")).doesNotExist();
  }

  @Test
  void aLineRunsThereAndEndsHere() throws Exception {
    try (AttachedLab attached = attach()) {
      assertThat(attached.run("help attach", replies::add)).isEqualTo(Lab.Ending.OK);
      assertThat(texts()).contains("Says how another terminal");
      assertThat(attached.run("kil leader", replies::add))
          .isEqualTo(new Lab.Ending(2, "there is no command kil", "did you mean kill?"));
      assertThat(attached.run("put 'x", replies::add).status()).isEqualTo(2);
      assertThat(attached.view()).isEqualTo(lab.view());
      assertThat(attached.commands()).isEqualTo(lab.commands());
    }
    assertThat(lab.run("help", reply -> {})).isEqualTo(Lab.Ending.OK);
  }

  @Test
  void localPathsAreTheVisitors() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    try (AttachedLab attached = AttachedLab.to(home, elsewhere)) {
      assertThat(attached.run("sample 1KiB x", replies::add)).isEqualTo(Lab.Ending.OK);
    }
    assertThat(elsewhere.resolve("x")).hasSize(1024);
  }

  @Test
  void anInterruptStopsTheCommandOnly() throws Exception {
    try (AttachedLab attached = attach()) {
      CompletableFuture<Lab.Ending> ending = new CompletableFuture<>();
      Thread person =
          new Thread(() -> ending.complete(attached.run("sample 4GiB huge", replies::add)));
      person.start();
      await().until(() -> Files.exists(folder.resolve("huge")));
      person.interrupt();
      assertThat(ending.join()).isEqualTo(new Lab.Ending(1, "stopped by Ctrl-C", ""));
      assertThat(folder.resolve("huge")).doesNotExist();
      assertThat(attached.run("help", replies::add)).isEqualTo(Lab.Ending.OK);
    }
  }

  @Test
  void whoHangsUpStopsTheirCommand() throws Exception {
    AttachedLab attached = attach();
    Thread person = new Thread(() -> attached.run("sample 4GiB huge", replies::add));
    person.setDaemon(true);
    person.start();
    await().until(() -> Files.exists(folder.resolve("huge")));
    attached.close();
    await().until(() -> !Files.exists(folder.resolve("huge")));
  }

  @Test
  void aJobGoesOnAndIsHeardAfterTheLine() throws Exception {
    try (AttachedLab attached = attach()) {
      assertThat(attached.run("sample 1MiB x &", replies::add)).isEqualTo(Lab.Ending.OK);
      await().untilAsserted(() -> assertThat(texts()).contains("job 1 done: sample 1MiB x"));
    }
  }

  @Test
  void theEndOfTheLabIsSeen() throws Exception {
    try (AttachedLab attached = attach()) {
      CompletableFuture<Lab.Ending> running =
          CompletableFuture.supplyAsync(() -> attached.run("sample 4GiB huge", replies::add));
      await().until(() -> Files.exists(folder.resolve("huge")));
      assertThat(attached.ended()).isEmpty();
      lab.close();
      assertThat(running.join().status()).isEqualTo(3);
      await().until(() -> attached.ended().isPresent());
      assertThat(attached.run("status", replies::add))
          .isEqualTo(new Lab.Ending(1, "the lab has ended, and its cluster with it", ""));
      await().until(() -> !Files.exists(folder.resolve("huge")));
    }
  }

  @Test
  void aBellIsAnsweredForTheTokenOnly() throws Exception {
    Home.Way way = Home.door(home).orElseThrow();
    assertThatThrownBy(() -> Bell.ring(way.port(), Token.random()))
        .isInstanceOf(IOException.class)
        .hasMessage("the lab does not open for this token");
    assertThat(Bell.ring(way.port(), way.token())).isEqualTo(Bell.ring(way.port(), way.token()));
  }

  @Test
  void everyCallNeedsTheToken() throws Exception {
    Home.Way way = Home.door(home).orElseThrow();
    int port = Bell.ring(way.port(), way.token());
    assertThat(LabServiceGrpc.getServiceDescriptor().getMethods()).hasSize(2);
    try (Channels strange =
        new Channels(NodeId.CLIENT, Token.random(), new LinkGate(), RpcTap.SILENT)) {
      strange.follow(
          AddressBook.of(
              List.of(
                  Address.newBuilder().setNode("lab").setHost("127.0.0.1").setPort(port).build())));
      LabServiceStub stub = LabServiceGrpc.newStub(strange.free(NodeId.LAB));

      Outcome<WatchResponse> watch = new Outcome<>();
      stub.watch(WatchRequest.getDefaultInstance(), watch);
      assertThat(watch.code.join()).isEqualTo(Status.Code.UNAUTHENTICATED);

      Outcome<RunResponse> run = new Outcome<>();
      StreamObserver<RunRequest> line = stub.run(run);
      line.onNext(
          RunRequest.newBuilder()
              .setTyped(
                  Typed.newBuilder().setLine("sample 1KiB x").setWorkingFolder(folder.toString()))
              .build());
      assertThat(run.code.join()).isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(folder.resolve("x")).doesNotExist();
    }
  }

  /** How a call ended. */
  private static final class Outcome<T> implements StreamObserver<T> {
    final CompletableFuture<Status.Code> code = new CompletableFuture<>();

    @Override
    public void onNext(T ignored) {
      code.complete(Status.Code.OK);
    }

    @Override
    public void onError(Throwable t) {
      code.complete(Status.fromThrowable(t).getCode());
    }

    @Override
    public void onCompleted() {
      code.complete(Status.Code.OK);
    }
  }

  @Test
  void whereThereIsNoLabThereIsNothingToJoin() {
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> AttachedLab.to(nowhere, folder))
        .isInstanceOf(Refusal.class)
        .hasMessage("no lab runs on " + nowhere);
    assertThat(nowhere).doesNotExist();
  }
}

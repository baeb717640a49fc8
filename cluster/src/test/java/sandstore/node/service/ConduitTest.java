package sandstore.node.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.ChunkState;
import sandstore.proto.ConduitRequest;
import sandstore.proto.DataFrame;
import sandstore.proto.LinkRule;
import sandstore.proto.ReadChunkRequest;
import sandstore.proto.ReplicaOutcome;
import sandstore.proto.WriteHeader;
import sandstore.proto.WriteResult;
import sandstore.wire.ChunkKey;
import sandstore.wire.ChunkSender;
import sandstore.wire.Conduit;
import sandstore.wire.Crc32c;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/** Chunks whose bytes go beside their calls. */
final class ConduitTest {
  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60)); // a cold start on a busy machine
  }

  private static final ChunkKey KEY = new ChunkKey("0123456789abcdef", 7, 0);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final NodeId ONE = NodeId.of(1);

  @TempDir Path home;
  private ChunkNodes nodes;

  @BeforeEach
  void start() {
    nodes = new ChunkNodes(home, 3, List.of());
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  @DisplayName("a chain stores what was sent, and the same conduit serves the next chunk")
  void chain() throws Exception {
    long first = id();
    for (int i = 0; i < 5; i++) {
      ChunkKey key = new ChunkKey("0123456789abcdef", i, 0);
      byte[] bytes = random(1_500_000 + i);
      assertThat(write(key, bytes, "node2", "node3").getReplicasList())
          .extracting(ReplicaOutcome::getStored)
          .containsExactly(true, true, true);
      for (int node = 1; node <= 3; node++) {
        assertThat(nodes.store(node).stat(key).getCrc32C()).isEqualTo(Crc32c.of(bytes));
      }
    }
    assertThat(id()).isEqualTo(first);
  }

  @Test
  @DisplayName("what is read by a conduit was announced, and is what was stored")
  void read() throws Exception {
    byte[] bytes = random(1_300_000);
    write(KEY, bytes);
    Conduit conduit = conduit();
    var announced =
        ChunkServiceGrpc.newBlockingStub(nodes.to(1))
            .read(
                ReadChunkRequest.newBuilder()
                    .setId(KEY.toProto())
                    .setOffset(70_000)
                    .setConduit(conduit.id())
                    .build());
    ByteBuffer all = ByteBuffer.allocate(bytes.length - 70_000);
    while (announced.hasNext()) {
      DataFrame frame = announced.next();
      assertThat(frame.getData().isEmpty()).isTrue();
      assertThat(frame.getOffset()).isEqualTo(70_000 + all.position());
      ByteBuffer part = all.slice(all.position(), frame.getLength());
      assertThat(conduit.read(part, idle -> idle < LIMIT.toNanos())).isTrue();
      assertThat(Crc32c.of(part.flip())).isEqualTo(frame.getCrc32C());
      all.position(all.position() + frame.getLength());
    }
    assertThat(all.flip()).isEqualTo(ByteBuffer.wrap(bytes, 70_000, bytes.length - 70_000).slice());
    conduit.release(true);
    assertThat(id()).isEqualTo(conduit.id());
  }

  @Test
  @DisplayName("what nobody looked at on its way out is what was announced, unless the disk is not")
  void unread() throws Exception {
    byte[] bytes = random(10_000_000);
    write(KEY, bytes);
    byte[] got = new byte[bytes.length];
    assertThat(readUnread(got)).isTrue();
    assertThat(got).isEqualTo(bytes);
    Path file = nodes.file(1, KEY);
    byte[] onDisk = Files.readAllBytes(file);
    onDisk[onDisk.length - 5_000_000] ^= 1;
    Files.write(file, onDisk);
    assertThat(readUnread(got)).isFalse();
    assertThat(condition(1)).isEqualTo(ChunkState.Condition.STORED); // it does not know yet
    Iterator<DataFrame> looked =
        ChunkServiceGrpc.newBlockingStub(nodes.to(1))
            .read(ReadChunkRequest.newBuilder().setId(KEY.toProto()).build());
    assertThatThrownBy(() -> looked.forEachRemaining(f -> {}))
        .hasMessageContaining("checksum of block");
    assertThat(condition(1)).isEqualTo(ChunkState.Condition.CORRUPT);
  }

  @Test
  @DisplayName("a caller that hangs up while the disk hands over is no failure of the disk")
  void callerHangsUp() throws Exception {
    byte[] bytes = random(10_000_000);
    write(KEY, bytes);
    Conduit conduit = conduit();
    Iterator<DataFrame> announced = readingUnread(conduit);
    assertThat(announced.next().getLength()).isEqualTo(8 << 20);
    conduit.close();
    assertThatThrownBy(() -> announced.forEachRemaining(f -> {}))
        .hasMessageContaining("the connection for the data broke");
    byte[] got = new byte[bytes.length];
    assertThat(readUnread(got)).isTrue();
    assertThat(got).isEqualTo(bytes);
  }

  /**
   * @return whether all frames were what was announced
   */
  private boolean readUnread(byte[] to) throws Exception {
    Conduit conduit = conduit();
    Iterator<DataFrame> announced = readingUnread(conduit);
    boolean same = true;
    int at = 0;
    while (announced.hasNext()) {
      DataFrame frame = announced.next();
      assertThat(
              conduit.read(
                  ByteBuffer.wrap(to, at, frame.getLength()), idle -> idle < LIMIT.toNanos()))
          .isTrue();
      same &= Crc32c.of(to, at, frame.getLength()) == frame.getCrc32C();
      at += frame.getLength();
    }
    conduit.release(at == to.length);
    return same;
  }

  private Iterator<DataFrame> readingUnread(Conduit conduit) {
    return ChunkServiceGrpc.newBlockingStub(nodes.to(1))
        .read(
            ReadChunkRequest.newBuilder()
                .setId(KEY.toProto())
                .setConduit(conduit.id())
                .setUnread(true)
                .build());
  }

  @Test
  @DisplayName("bytes that were damaged on their way are refused, and their conduit is closed")
  void damaged() throws Exception {
    long first = id();
    byte[] bytes = random(100_000);
    ChunkSender to = ChunkSender.open(nodes.client(), ONE, LIMIT);
    to.send(header(KEY, bytes.length, "node2"));
    to.send(0, ByteBuffer.wrap(bytes), Crc32c.of(bytes) + 1, LIMIT);
    to.finish();
    assertThatThrownBy(() -> to.result(LIMIT))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("damaged on its way to node1");
    to.cancel("over");
    assertNothingStays();
    assertThat(id()).isNotEqualTo(first);
  }

  @Test
  @DisplayName("a link that is cut holds up bytes beside the calls as it does those within")
  void cut() throws Exception {
    nodes.obey(LinkRule.newBuilder().setFrom("node2").setTo("node3").setCut(true).build());
    assertThat(write(KEY, random(9_000_000), "node2", "node3").getReplicasList())
        .extracting(ReplicaOutcome::getStored)
        .containsExactly(true, true, false);
    assertThat(nodes.store(3).stat(KEY).getCondition()).isEqualTo(ChunkState.Condition.MISSING);
  }

  @Test
  @DisplayName("when the caller goes away in the middle of a frame nothing of the chunk stays")
  void callerGoesAway() throws Exception {
    byte[] bytes = random(2_000_000);
    ChunkSender to = ChunkSender.open(nodes.client(), ONE, LIMIT);
    to.send(header(KEY, bytes.length, "node2"));
    to.send(0, ByteBuffer.wrap(bytes, 0, 500_000).slice(), Crc32c.of(bytes, 0, 500_000), LIMIT);
    await().until(() -> condition(1) == ChunkState.Condition.WRITING);
    to.cancel("gone");
    assertNothingStays();
  }

  @Test
  @DisplayName("a node that restarted has other conduits: the old ones are noticed before use")
  void stale() throws Exception {
    long first = id();
    nodes.stop(1);
    await().until(() -> nodes.client().conduit(ONE) == null);
    assertThat(first).isNotZero();
  }

  @Test
  @DisplayName("only the caller that opened a conduit may name it, and only while no call has it")
  void foreign() throws Exception {
    Conduit mine = conduit();
    assertThatThrownBy(() -> named(mine.id() + 1)).hasMessageContaining("no such conduit");
    ChunkSender uses = ChunkSender.open(nodes.to(1), LIMIT);
    uses.send(frame(header(KEY, 10).toBuilder().setConduit(mine.id()).build()));
    await().until(() -> condition(1) == ChunkState.Condition.WRITING);
    assertThatThrownBy(() -> named(mine.id())).hasMessageContaining("no such conduit");
    uses.cancel("over");
  }

  private static sandstore.proto.WriteFrame frame(WriteHeader header) {
    return sandstore.proto.WriteFrame.newBuilder().setHeader(header).build();
  }

  private WriteResult named(long conduit) throws InterruptedException {
    ChunkKey other = new ChunkKey("0123456789abcdef", 8, 0);
    ChunkSender to = ChunkSender.open(nodes.to(1), LIMIT);
    to.send(frame(header(other, 10).toBuilder().setConduit(conduit).build()));
    return to.result(LIMIT);
  }

  @Test
  @DisplayName("without the token, for another node, or in another language: not a word")
  void strangers() throws Exception {
    assertThat(answer("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    assertThat(answer(greeting("0".repeat(64), "node1"))).isEmpty();
    assertThat(answer(greeting(nodes.token(), "node2"))).isEmpty();
    assertThat(answer(greeting(nodes.token(), "node1"))).hasSize(Long.BYTES);
  }

  private static byte[] greeting(String token, String to) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x53_4C_43_31);
    out.writeBytes(token);
    for (String name : List.of(to, "client")) {
      out.writeByte(name.length());
      out.writeBytes(name);
    }
    return bytes.toByteArray();
  }

  /** The first bytes of it; none if it hangs up. */
  private byte[] answer(byte[] words) throws IOException {
    int port =
        ChunkServiceGrpc.newBlockingStub(nodes.to(1))
            .conduit(ConduitRequest.getDefaultInstance())
            .getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.getOutputStream().write(words);
      byte[] id = new byte[Long.BYTES];
      try {
        new DataInputStream(socket.getInputStream()).readFully(id);
        return id;
      } catch (java.io.EOFException | java.net.SocketException hungUp) {
        return new byte[0];
      }
    }
  }

  /** There is none before the other end has answered, for which nobody waits long. */
  private Conduit conduit() {
    return await().until(() -> nodes.client().conduit(ONE), Objects::nonNull);
  }

  /** Of the conduit that the next call would have. */
  private long id() {
    Conduit conduit = conduit();
    conduit.release(true);
    return conduit.id();
  }

  private ChunkState.Condition condition(int node) {
    return nodes.store(node).stat(KEY).getCondition();
  }

  private void assertNothingStays() {
    await()
        .untilAsserted(
            () -> {
              assertThat(condition(1)).isEqualTo(ChunkState.Condition.MISSING);
              assertThat(condition(2)).isEqualTo(ChunkState.Condition.MISSING);
            });
  }

  private WriteResult write(ChunkKey key, byte[] bytes, String... next) throws Exception {
    ChunkSender to = ChunkSender.open(nodes.client(), ONE, LIMIT);
    to.send(header(key, bytes.length, next));
    for (int at = 0; at < bytes.length; at += ChunkSender.FRAME_BYTES) {
      int size = Math.min(ChunkSender.FRAME_BYTES, bytes.length - at);
      assertThat(to.awaitReady(LIMIT)).isTrue();
      to.send(at, ByteBuffer.wrap(bytes, at, size), Crc32c.of(bytes, at, size), LIMIT);
    }
    to.finish();
    return to.result(LIMIT);
  }

  private static WriteHeader header(ChunkKey key, long length, String... next) {
    return WriteHeader.newBuilder()
        .setId(key.toProto())
        .setLength(length)
        .addAllNext(List.of(next))
        .build();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}

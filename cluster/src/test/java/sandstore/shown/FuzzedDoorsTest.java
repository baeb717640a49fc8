package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.fuzz.Anything;
import sandstore.lab.view.NodeView;
import sandstore.proto.BackupServiceGrpc;
import sandstore.proto.FaultServiceGrpc;
import sandstore.proto.LabServiceGrpc;

/**
 * A node is sent whatever can be sent, by somebody who has the token: it answers or refuses, and
 * goes on.
 */
final class FuzzedDoorsTest {
  private static final int EACH = 120;
  private static final int AT_ONCE = 40;
  private static final long MILLIS = 2_000;

  /** What peers call: any message that is one may mean an election, so these get none. */
  private static final List<String> RAFT =
      List.of(
          "RequestVote", "AppendEntries", "InstallSnapshot", "GetFile", "TimeoutNow", "ReadIndex");

  @TempDir Path folder;

  private record Sent(String method, long seed, byte[] bytes, CompletableFuture<Status> end) {}

  @Test
  void whateverIsSentTheNodeGoesOn() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --nodes 1");
      lab.ok("put --text before /before");
      NodeView node = lab.view().nodes().values().iterator().next();
      Set<String> around = names();
      Metadata headers = new Metadata();
      header(headers, "sandstore-token", Files.readString(folder.resolve("home/token")).strip());
      header(headers, "sandstore-to", node.id().name());
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("localhost", node.port()).usePlaintext().build();
      int sent = 0;
      TreeMap<Status.Code, Integer> answers = new TreeMap<>();
      try {
        for (MethodDescriptor<?, ?> method : methods()) {
          List<Sent> some = new ArrayList<>();
          Message prototype = prototype(method);
          boolean orders = method.getFullMethodName().startsWith(FaultServiceGrpc.SERVICE_NAME);
          for (int i = 0; i < EACH; i++) {
            byte[] bytes = bytes(orders ? null : prototype, i);
            some.add(
                new Sent(
                    method.getFullMethodName(),
                    i,
                    bytes,
                    BareCall.begin(
                        channel,
                        method.getFullMethodName(),
                        method.getType(),
                        headers,
                        bytes,
                        MILLIS)));
            if (some.size() == AT_ONCE) {
              sent += ended(some, prototype, answers);
            }
          }
          sent += ended(some, prototype, answers);
        }
        for (String name : RAFT) {
          List<Sent> some = new ArrayList<>();
          for (int i = 0; i < EACH; i++) {
            byte[] bytes = bytes(null, i);
            some.add(
                new Sent(
                    name,
                    i,
                    bytes,
                    BareCall.begin(
                        channel,
                        "sandstore.Raft/" + name,
                        MethodType.UNARY,
                        headers,
                        bytes,
                        MILLIS)));
          }
          sent += ended(some, null, answers);
        }
      } finally {
        channel.shutdownNow();
      }
      System.out.printf("fuzz: %-12s %6d inputs, %s, 0 crashes%n", "messages", sent, answers);
      assertThat(sent).isGreaterThan(3000);
      lab.ok("expect nodes.all(n, n.alive)");
      lab.ok("wait leader != '' within 30s");
      lab.ok("put --text after /after");
      lab.ok("get /before COPY");
      assertThat(Files.readString(folder.resolve("COPY"))).isEqualTo("before");
      around.add("COPY");
      assertThat(names()).as("nothing was written outside of the node's folder").isEqualTo(around);
      assertThat(lab.view().nodes().values()).extracting(NodeView::pid).containsExactly(node.pid());
    }
  }

  private Set<String> names() throws Exception {
    try (Stream<Path> all = Files.walk(folder, 2)) {
      return all.map(p -> folder.relativize(p).toString())
          .filter(n -> !n.isEmpty())
          .collect(Collectors.toSet());
    }
  }

  /** All that a node has, but for the lab's own door. */
  private static List<MethodDescriptor<?, ?>> methods() throws Exception {
    List<MethodDescriptor<?, ?>> methods = new ArrayList<>(GeneratedServices.methods());
    methods.removeIf(
        m ->
            LabServiceGrpc.SERVICE_NAME.equals(m.getServiceName())
                || BackupServiceGrpc.SERVICE_NAME.equals(m.getServiceName()));
    return methods;
  }

  private static Message prototype(MethodDescriptor<?, ?> method) {
    return (Message)
        ((MethodDescriptor.PrototypeMarshaller<?>) method.getRequestMarshaller())
            .getMessagePrototype();
  }

  private static byte[] bytes(@Nullable Message prototype, long seed) {
    Anything anything = new Anything(seed);
    if (prototype == null || anything.below(4) == 0) {
      return anything.bytes(500);
    }
    byte[] whole = anything.message(prototype).toByteArray();
    return anything.below(3) == 0 ? anything.damaged(whole) : whole;
  }

  /** Waits for the ends, and empties the list. */
  private static int ended(
      List<Sent> some, @Nullable Message prototype, TreeMap<Status.Code, Integer> answers) {
    int count = some.size();
    for (Sent one : some) {
      Status status = one.end.join();
      answers.merge(status.getCode(), 1, Integer::sum);
      if (status.getCode() == Status.Code.UNKNOWN && prototype != null) {
        assertThat(isMessage(prototype, one.bytes))
            .as("%s threw at what it was sent, seed %d: %s", one.method, one.seed, status)
            .isFalse();
      }
    }
    some.clear();
    return count;
  }

  private static boolean isMessage(Message prototype, byte[] bytes) {
    try {
      prototype.getParserForType().parseFrom(bytes);
      return true;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static void header(Metadata headers, String key, String value) {
    headers.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value);
  }
}

package sandstore.wire;

import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sandstore.proto.BackupServiceGrpc;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.ClusterServiceGrpc;
import sandstore.proto.FileServiceGrpc;
import sandstore.proto.HeartbeatRequest;
import sandstore.proto.ListChunksRequest;
import sandstore.proto.MemberServiceGrpc;
import sandstore.proto.MetadataServiceGrpc;
import sandstore.proto.ReadChunkRequest;
import sandstore.proto.RepairServiceGrpc;
import sandstore.proto.StatChunksRequest;
import sandstore.proto.WriteFrame;

/** What people call the RPCs: the method's name, but where two services share one. */
public final class RpcKinds {
  /** What Raft peers say to each other, but for heartbeats and what only looks. */
  public static final List<String> RAFT =
      List.of("PreVote", "RequestVote", "AppendEntries", "InstallSnapshot", "TimeoutNow");

  /** What a primary says to a backup: entries, or that it is there. */
  private static final String REPLICATE = "Replicate";

  private RpcKinds() {}

  /** The kind of a call that is none of Raft's. */
  public static String of(String method, @Nullable Object request) {
    if (request instanceof HeartbeatRequest) {
      return "MemberHeartbeat";
    }
    if (request instanceof WriteFrame) {
      return "WriteChunk";
    }
    if (request instanceof ReadChunkRequest) {
      return "ReadChunk";
    }
    if (request instanceof ListChunksRequest) {
      return "ListChunks";
    }
    return request instanceof StatChunksRequest ? "StatChunks" : method;
  }

  /** Whether its requests bring entries of a log. */
  static boolean bringsEntries(String kind) {
    return switch (kind) {
      case "AppendEntries", "Heartbeat", REPLICATE -> true;
      default -> false;
    };
  }

  /** All that link rules touch, in alphabetical order. */
  public static List<String> all() {
    return Known.ALL;
  }

  /** The kind that is written so, in whatever case. */
  public static Optional<String> named(String typed) {
    return Known.ALL.stream().filter(k -> k.equalsIgnoreCase(typed)).findFirst();
  }

  /** Only the lab asks for these; the descriptors are not read while a node starts. */
  private static final class Known {
    static final List<String> MORE_OF_RAFT = List.of("Heartbeat", "ReadIndex", "GetFile");

    private static final Map<String, String> RENAMED =
        Map.of(
            "clusterservice/heartbeat", "MemberHeartbeat",
            "chunkservice/write", "WriteChunk",
            "chunkservice/read", "ReadChunk",
            "chunkservice/list", "ListChunks",
            "chunkservice/stat", "StatChunks");

    static final List<String> ALL = kinds();

    private static List<String> kinds() {
      TreeSet<String> kinds = new TreeSet<>(RAFT);
      kinds.addAll(MORE_OF_RAFT);
      Stream.of(
              BackupServiceGrpc.getServiceDescriptor(),
              ChunkServiceGrpc.getServiceDescriptor(),
              ClusterServiceGrpc.getServiceDescriptor(),
              FileServiceGrpc.getServiceDescriptor(),
              MemberServiceGrpc.getServiceDescriptor(),
              MetadataServiceGrpc.getServiceDescriptor(),
              RepairServiceGrpc.getServiceDescriptor())
          .map(ServiceDescriptor::getMethods)
          .flatMap(methods -> methods.stream().map(Known::kind))
          .forEach(kinds::add);
      return List.copyOf(kinds);
    }

    private static String kind(MethodDescriptor<?, ?> method) {
      String full = method.getFullMethodName().toLowerCase(Locale.ROOT);
      String bare = String.valueOf(method.getBareMethodName());
      return RENAMED.getOrDefault(full.substring(full.indexOf('.') + 1), bare);
    }
  }
}

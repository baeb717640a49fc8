package sandstore.node.raft;

import com.alipay.sofa.jraft.option.RpcOptions;
import com.alipay.sofa.jraft.rpc.RaftRpcFactory;
import com.alipay.sofa.jraft.rpc.RpcClient;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.rpc.RpcResponseFactory;
import com.alipay.sofa.jraft.rpc.RpcServer;
import com.alipay.sofa.jraft.util.Endpoint;
import com.alipay.sofa.jraft.util.SPI;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import org.jspecify.annotations.Nullable;

/**
 * Where JRaft gets its transport from; it finds this class by its service loader, and takes it for
 * its priority. One JVM has one factory, but may have several nodes: a node's own {@link RaftWires}
 * come with its options.
 */
@SPI(priority = 100)
public final class GrpcRpcFactory implements RaftRpcFactory {
  private static final RpcResponseFactory RESPONSES = new TypedResponses();

  /** JRaft's registry of message types; ours is {@link RaftMethod}. */
  @Override
  public void registerProtobufSerializer(String className, Object... arguments) {}

  @Override
  public RpcClient createRpcClient(@Nullable ConfigHelper<RpcClient> helper) {
    PeerClient client = new PeerClient();
    if (helper != null) {
      helper.config(client);
    }
    return client;
  }

  @Override
  public ConfigHelper<RpcClient> defaultJRaftClientConfigHelper(RpcOptions options) {
    return client -> ((PeerClient) client).use(((RaftNodeOptions) options).wires());
  }

  /** A node has one server for everything that it serves, and it is not JRaft's. */
  @Override
  public RpcServer createRpcServer(Endpoint endpoint, @Nullable ConfigHelper<RpcServer> helper) {
    throw new UnsupportedOperationException("peers are served by the node's own server");
  }

  @Override
  public RpcResponseFactory getRpcResponseFactory() {
    return RESPONSES;
  }

  @Override
  public boolean isReplicatorPipelineEnabled() {
    return false;
  }

  /** gRPC's methods have one type of reply, so an error travels in a field of it. */
  private static final class TypedResponses implements RpcResponseFactory {
    @Override
    public Message newResponse(
        @Nullable Message parent, int code, @Nullable String format, Object... arguments) {
      ErrorResponse.Builder error = ErrorResponse.newBuilder().setErrorCode(code);
      if (format != null) {
        error.setErrorMsg(arguments.length == 0 ? format : String.format(format, arguments));
      }
      if (parent == null || parent instanceof ErrorResponse) {
        return error.build();
      }
      Message.Builder reply = parent.toBuilder();
      for (FieldDescriptor field : parent.getDescriptorForType().getFields()) {
        if (field.isRequired()) {
          reply.setField(field, parent.getField(field)); // proto2 refuses a message without
        }
      }
      FieldDescriptor errorField =
          parent.getDescriptorForType().findFieldByNumber(ERROR_RESPONSE_NUM);
      return reply.setField(errorField, error.build()).build();
    }
  }
}

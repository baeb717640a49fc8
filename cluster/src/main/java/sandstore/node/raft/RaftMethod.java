package sandstore.node.raft;

import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowResponse;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;

/** The calls that Raft peers make to each other, as methods of one gRPC service. */
enum RaftMethod {
  REQUEST_VOTE(
      "RequestVote",
      RequestVoteRequest.getDefaultInstance(),
      RequestVoteResponse.getDefaultInstance()),
  APPEND_ENTRIES(
      "AppendEntries",
      AppendEntriesRequest.getDefaultInstance(),
      AppendEntriesResponse.getDefaultInstance()),
  INSTALL_SNAPSHOT(
      "InstallSnapshot",
      InstallSnapshotRequest.getDefaultInstance(),
      InstallSnapshotResponse.getDefaultInstance()),
  GET_FILE("GetFile", GetFileRequest.getDefaultInstance(), GetFileResponse.getDefaultInstance()),
  TIMEOUT_NOW(
      "TimeoutNow",
      TimeoutNowRequest.getDefaultInstance(),
      TimeoutNowResponse.getDefaultInstance()),
  READ_INDEX(
      "ReadIndex", ReadIndexRequest.getDefaultInstance(), ReadIndexResponse.getDefaultInstance());

  static final String SERVICE = "sandstore.Raft";

  private final Message request;
  private final MethodDescriptor<Message, Message> descriptor;

  RaftMethod(String name, Message request, Message response) {
    this.request = request;
    this.descriptor =
        MethodDescriptor.<Message, Message>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
            .setRequestMarshaller(ProtoUtils.marshaller(request))
            .setResponseMarshaller(ProtoUtils.marshaller(response))
            .build();
  }

  MethodDescriptor<Message, Message> descriptor() {
    return descriptor;
  }

  static RaftMethod of(Object request) {
    for (RaftMethod method : values()) {
      if (method.request.getClass().equals(request.getClass())) {
        return method;
      }
    }
    throw new IllegalArgumentException("no such call between peers: " + request.getClass());
  }

  /** By the name of the class of its request, as JRaft's processors have it. */
  static RaftMethod ofRequestClass(String className) {
    for (RaftMethod method : values()) {
      if (method.request.getClass().getName().equals(className)) {
        return method;
      }
    }
    throw new IllegalArgumentException("no such call between peers: " + className);
  }
}

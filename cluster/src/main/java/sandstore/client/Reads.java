package sandstore.client;

import sandstore.proto.FileInfo;
import sandstore.proto.FileServiceGrpc;
import sandstore.proto.ListRequest;
import sandstore.proto.ListResponse;
import sandstore.proto.Manifest;
import sandstore.proto.ManifestRequest;
import sandstore.proto.ManifestResponse;
import sandstore.proto.MetadataServiceGrpc;
import sandstore.proto.StatRequest;
import sandstore.proto.StatResponse;
import sandstore.wire.NodeId;
import sandstore.wire.PackedChunkList;

/** What the namespace says, as fresh as the caller wants it. */
final class Reads {
  private final RetryLoop loop;

  Reads(RetryLoop loop) {
    this.loop = loop;
  }

  StatResponse stat(String path, Effort call) throws InterruptedException {
    StatRequest request =
        StatRequest.newBuilder().setPath(path).setConsistency(call.consistency()).build();
    return loop.read(call, a -> a.ask(MetadataServiceGrpc.getStatMethod(), request));
  }

  /**
   * What a put there would replace, empty for nothing.
   *
   * @param length of what is to be put; negative if that is not known
   */
  FileInfo beforePut(String path, long length, Effort call) throws InterruptedException {
    StatRequest request =
        StatRequest.newBuilder()
            .setPath(path)
            .setConsistency(call.consistency())
            .setToPut(true)
            .setLength(Math.max(0, length))
            .build();
    StatResponse answer = loop.read(call, a -> a.ask(MetadataServiceGrpc.getStatMethod(), request));
    if (!answer.getLeader().isEmpty()) {
      loop.leads(new NodeId(answer.getLeader())); // what comes next is for it
    }
    return answer.getInfo();
  }

  ListResponse list(String path, String after, int limit, Effort call) throws InterruptedException {
    ListRequest request =
        ListRequest.newBuilder()
            .setPath(path)
            .setAfter(after)
            .setLimit(limit)
            .setConsistency(call.consistency())
            .build();
    return loop.read(call, a -> a.ask(MetadataServiceGrpc.getListMethod(), request));
  }

  ManifestResponse manifest(String path, Effort call) throws InterruptedException {
    ManifestRequest request =
        ManifestRequest.newBuilder().setPath(path).setConsistency(call.consistency()).build();
    return spelledOut(loop.read(call, a -> a.ask(FileServiceGrpc.getManifestMethod(), request)));
  }

  /** With each chunk in full, however the message had them. */
  private static ManifestResponse spelledOut(ManifestResponse response) {
    if (!response.getManifest().hasPacked()) {
      return response;
    }
    Manifest manifest = response.getManifest();
    FileInfo info = manifest.getInfo();
    return response.toBuilder()
        .setManifest(
            Manifest.newBuilder()
                .setInfo(info)
                .addAllChunks(
                    new PackedChunkList(
                        manifest.getPacked(), info.getChunkSize(), info.getLength())))
        .build();
  }
}

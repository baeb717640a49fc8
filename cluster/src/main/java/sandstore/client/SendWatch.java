package sandstore.client;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/**
 * Notices whether a call was ever given a connection. A call that still waited for one when it
 * failed has certainly not reached anybody; of every other call we cannot know.
 */
final class SendWatch extends ClientStreamTracer.Factory {
  private volatile boolean maybeSent;

  boolean maybeSent() {
    return maybeSent;
  }

  @Override
  public ClientStreamTracer newClientStreamTracer(
      ClientStreamTracer.StreamInfo info, Metadata headers) {
    return new ClientStreamTracer() {
      @Override
      public void streamCreated(Attributes transport, Metadata sent) {
        maybeSent = true;
      }
    };
  }
}

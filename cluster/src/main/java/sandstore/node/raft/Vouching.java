package sandstore.node.raft;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Claim;
import sandstore.proto.MemberServiceGrpc;
import sandstore.proto.VouchRequest;
import sandstore.proto.VouchResponse;
import sandstore.wire.Channels;
import sandstore.wire.NodeId;

/**
 * Before a process takes part again, it tells the others what it has, and whoever knows that it had
 * more objects (rule 19). Silence is no objection: a cluster whose nodes were all down must be able
 * to start, and two of three must be able to go on without the third. So a folder that was put back
 * is found out by whoever is up and has the record in its log, and a leader always has it.
 */
final class Vouching {
  private static final long LONGEST_MILLIS = 1_000;

  private Vouching() {}

  /**
   * @return the first objection; null when nobody who answered in time had any
   */
  static @Nullable String ask(
      Channels channels, NodeId self, Collection<NodeId> others, Claim claim, Duration patience) {
    VouchRequest request = VouchRequest.newBuilder().setNode(self.name()).setClaim(claim).build();
    List<ListenableFuture<VouchResponse>> asked = new ArrayList<>();
    for (NodeId other : others) {
      if (channels.book().of(other) != null) {
        asked.add(
            MemberServiceGrpc.newFutureStub(channels.to(other))
                .withDeadlineAfter(
                    Math.min(patience.toMillis(), LONGEST_MILLIS), TimeUnit.MILLISECONDS)
                .vouch(request));
      }
    }
    try {
      for (VouchResponse answer : Futures.successfulAsList(asked).get()) {
        if (answer != null && !answer.getObjection().isEmpty()) {
          return answer.getObjection();
        }
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a list of futures that cannot fail did", e);
    }
  }
}

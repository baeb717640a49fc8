package sandstore.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.wire.Channels;
import sandstore.wire.LinkGate;
import sandstore.wire.NodeId;
import sandstore.wire.RpcTap;
import sandstore.wire.Token;

class AsyncStoreTest {
  @Test
  void afterItsEndEachCallFailsAndNoneWaitsForAPlace() throws InterruptedException {
    try (Channels channels =
            new Channels(NodeId.CLIENT, new Token("ab".repeat(32)), new LinkGate(), RpcTap.SILENT);
        StoreClient store = new StoreClient("test", channels, List::of, Listener.NONE)) {
      AsyncStore ended = new AsyncStore(store, 1);
      ended.close();

      assertThat(ended.stat("/a", Call.DEFAULT)).isCompletedExceptionally();
      assertThat(ended.stat("/a", Call.DEFAULT)).isCompletedExceptionally();
    }
  }
}

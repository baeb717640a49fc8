package sandstore.lab.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import sandstore.client.Call;
import sandstore.lab.Context;
import sandstore.lab.Refusal;
import sandstore.wire.NodeId;

/** What every file command may be told about how to ask. */
final class CallOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Where a person carries the messages. */
  private static final Duration BY_HAND = Duration.ofMinutes(30);

  /** A transfer that is slower than this is taken for stuck. */
  private static final long SLOWEST_BYTES_A_SECOND = 4 << 20;

  @Option(
      names = "--at",
      paramLabel = "NODE",
      description = "ask this node only; follow no redirect")
  private @Nullable String at;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Quantities.AsDuration.class,
      description = "give up after this long, retries included (15s, and more for large files)")
  private @Nullable Duration timeout;

  Call call(Context context, long bytes, boolean stale) {
    String node = at;
    Optional<NodeId> only =
        node == null ? Optional.empty() : Optional.of(context.nodes(List.of(node)).get(0));
    Duration given = timeout;
    if (given != null && given.isZero()) {
      throw new Refusal("no answer comes in no time", "give it some: --timeout 5s");
    }
    Duration patience =
        given == null ? usual(context).plusSeconds(bytes / SLOWEST_BYTES_A_SECOND) : given;
    return new Call(only, patience, stale);
  }

  private static Duration usual(Context context) {
    return context.cluster().shape().manual() ? BY_HAND : PATIENCE;
  }

  Call call(Context context) {
    return call(context, 0, false);
  }
}

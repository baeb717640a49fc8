package sandstore.lab.command;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sandstore.client.Call;
import sandstore.lab.Context;

/** What every file command that only reads may be told about how to ask. */
final class ReadOptions {
  @Option(names = "--stale", description = "take the asked node's word, however old")
  private boolean stale;

  @Mixin private CallOptions options = new CallOptions();

  /**
   * @param bytes to be read, which take their time
   */
  Call call(Context context, long bytes) {
    return options.call(context, bytes, stale);
  }

  Call call(Context context) {
    return call(context, 0);
  }
}

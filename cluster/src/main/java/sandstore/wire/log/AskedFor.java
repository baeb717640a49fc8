package sandstore.wire.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import com.google.auto.service.AutoService;

/** Found by logback: configures it as {@link LogFile#open} asked, or leaves it to the next one. */
@AutoService(Configurator.class)
public final class AskedFor extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    LogFile asked = LogFile.asked();
    if (asked == null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    asked.configure(context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}

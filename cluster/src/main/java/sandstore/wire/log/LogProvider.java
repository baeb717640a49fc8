package sandstore.wire.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logback without its search for a configuration: what {@link LogFile#open} asked for is the whole
 * of it. The jar from which labs and nodes run names this class to SLF4J instead of logback's own.
 */
public final class LogProvider implements SLF4JServiceProvider {
  private static final String API = "2.0.99";

  private final LoggerContext context = new LoggerContext();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

  @Override
  public void initialize() {
    context.setName("default");
    context.setMDCAdapter(mdc);
    LogFile asked = LogFile.asked();
    if (asked != null) {
      asked.configure(context);
    }
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return context;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  /** The versions of SLF4J that this goes with: all of 2.0. */
  @Override
  public String getRequestedApiVersion() {
    return API;
  }
}

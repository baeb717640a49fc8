package sandstore.wire;

import java.util.concurrent.ThreadFactory;

/**
 * Threads for an executor that never keep a process alive: what they do ends with it.
 *
 * @param name of each of them, for whoever reads a thread dump
 */
public record DaemonThreads(String name) implements ThreadFactory {
  @Override
  public Thread newThread(Runnable run) {
    Thread thread = new Thread(run, name);
    thread.setDaemon(true);
    return thread;
  }
}

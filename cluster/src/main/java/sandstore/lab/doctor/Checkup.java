package sandstore.lab.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All checks, in the order in which a person should read them. */
public final class Checkup {
  private static final Path MEMORY_ON_LINUX = Path.of("/proc/meminfo");

  private final Path home;
  private final Map<String, String> environment;

  /**
   * @param home where the lab keeps everything; need not exist
   */
  public Checkup(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** Looks at everything; takes less than a second. */
  public List<Finding> run() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Figures.java(
            Runtime.version().feature(),
            Runtime.version() + " in " + System.getProperty("java.home")));
    findings.add(Figures.processors(Runtime.getRuntime().availableProcessors()));
    findings.add(memory());
    findings.add(Trials.write(home));
    findings.add(disk());
    findings.add(Trials.loopback());
    findings.add(Trials.signals());
    openFiles(findings);
    findings.add(terminal());
    findings.add(Figures.clock(Instant.now()));
    return findings;
  }

  private static Finding memory() {
    long total =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    try {
      // What counts as free on macOS says little; half of all is a fair guess there.
      long available = Files.exists(MEMORY_ON_LINUX) ? memoryOnLinux() : total / 2;
      return Figures.memory(Math.min(total, available));
    } catch (IOException e) {
      return Finding.warn("memory", "cannot be read", "look with: free -m");
    }
  }

  /** What can be had without swapping, as the kernel estimates it. */
  private static long memoryOnLinux() throws IOException {
    for (String line : Files.readAllLines(MEMORY_ON_LINUX)) {
      if (line.startsWith("MemAvailable:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
      }
    }
    throw new IOException("no MemAvailable in " + MEMORY_ON_LINUX);
  }

  private Finding disk() {
    Path place = Trials.nearest(home);
    try {
      return Figures.disk(Files.getFileStore(place).getUsableSpace(), place.toString());
    } catch (IOException e) {
      return Finding.warn("disk", "cannot be read", "look with: df -h " + place);
    }
  }

  private static void openFiles(List<Finding> findings) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      findings.add(Figures.openFiles(unix.getMaxFileDescriptorCount()));
    }
  }

  private Finding terminal() throws InterruptedException {
    String colours =
        environment.getOrDefault("NO_COLOR", "").isEmpty() ? "colours" : "no colours (NO_COLOR)";
    return Figures.terminal(environment.getOrDefault("TERM", ""), Trials.terminalSize(), colours);
  }
}

package sandstore.lab.figures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the operating system says of a process: memory and processor time. */
public final class ProcessMeter {
  private ProcessMeter() {}

  /** Resident memory in MiB: {@code VmRSS} on Linux, {@code ps} elsewhere. */
  public static double residentMiB(long pid) throws IOException, InterruptedException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (Files.exists(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
        }
      }
    }
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    String kib = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    ps.waitFor();
    return kib.isEmpty() ? Double.NaN : Long.parseLong(kib) / 1024.0;
  }

  /** Processor time that a process has used, user and system. */
  public static double cpuSeconds(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(p -> p.info().totalCpuDuration())
        .map(Duration::toNanos)
        .map(n -> n / 1e9)
        .orElse(Double.NaN);
  }
}

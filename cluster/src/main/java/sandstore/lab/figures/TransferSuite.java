package sandstore.lab.figures;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sandstore.client.Call;
import sandstore.client.Progress;
import sandstore.client.StoreClient;

/** Storing and fetching 256 MiB with three copies: rate, and processor time of all processes. */
@AutoService(Suite.class)
public final class TransferSuite implements Suite {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long BYTES = 256L << 20;
  private static final double MEBI = 1 << 20;

  @Override
  public String name() {
    return "transfer";
  }

  @Override
  public String about() {
    return "storing and fetching 256 MiB with three copies";
  }

  @Override
  public int order() {
    return 40;
  }

  @Override
  public List<Figure> measure(TestBed bed) throws IOException, InterruptedException {
    return bed.raft(
        3,
        (lab, cluster) -> {
          List<Double> put = new ArrayList<>();
          List<Double> get = new ArrayList<>();
          List<Double> cpu = new ArrayList<>();
          Call call = new Call(Optional.empty(), PATIENCE, false);
          StoreClient client = cluster.client();
          Progress silent = Progress.NONE;
          for (int i = 0; i < bed.times(); i++) {
            bed.progress().accept("storing 256 MiB, " + (i + 1) + " of " + bed.times());
            double before = TestBed.cpuSeconds(cluster);
            long started = System.nanoTime();
            var unused = client.put(new Noise(BYTES), BYTES, "/big", null, call, silent);
            put.add(BYTES / MEBI / TestBed.secondsSince(started));
            cpu.add((TestBed.cpuSeconds(cluster) - before) / (BYTES / (double) (1 << 30)));
            started = System.nanoTime();
            unused =
                client.get("/big", OutputStream.nullOutputStream(), Optional.empty(), call, silent);
            get.add(BYTES / MEBI / TestBed.secondsSince(started));
          }
          return List.of(
              new Figure("put 256 MiB, 3 copies, fsynced", put, "MiB/s", Double.NaN),
              new Figure("get 256 MiB, verified", get, "MiB/s", Double.NaN),
              new Figure("processor time a GiB written, all processes", cpu, "s", Double.NaN));
        });
  }
}

package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.client.Call;
import sandstore.client.Progress;
import sandstore.client.StoreClient;
import sandstore.proto.FileInfo;
import sandstore.proto.ListResponse;

/** A folder is read by pages, from whoever leads at the time. */
final class PagingTest {
  private static final int FILES = 1200;
  private static final int PAGE = 100;
  private static final int PEOPLE = 8;

  @TempDir Path folder;

  @Test
  void aWalkGoesOnWithAnotherLeader() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; mkdir /many");
      fill(lab.cluster().client());

      List<String> walked = new ArrayList<>();
      boolean more = true;
      for (int page = 0; more; page++) {
        if (page == 4) {
          lab.ok("kill " + lab.leader());
        }
        String after = walked.isEmpty() ? "" : walked.get(walked.size() - 1);
        ListResponse part = lab.cluster().client().list("/many", after, PAGE, Call.DEFAULT);
        part.getEntriesList().stream()
            .map(FileInfo::getPath)
            .map(PagingTest::name)
            .forEach(walked::add);
        more = part.getMore();
      }
      assertThat(walked).isEqualTo(IntStream.range(0, FILES).mapToObj(PagingTest::name).toList());

      lab.ok("ls /many --after " + name(FILES - 2));
      assertThat(lab.result("ls").fields().get("more")).isEqualTo(false);
      assertThat((List<?>) lab.result("ls").fields().get("entries"))
          .singleElement()
          .satisfies(e -> assertThat(((Map<?, ?>) e).get("path")).isEqualTo("/many/" + name(1199)));
    }
  }

  private static String name(int i) {
    return String.format("f%04d", i);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void fill(StoreClient client) throws Exception {
    ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < FILES; i++) {
        String path = "/many/" + name(i);
        done.add(
            people.submit(
                () ->
                    client.put(
                        InputStream.nullInputStream(),
                        0,
                        path,
                        null,
                        Call.DEFAULT,
                        Progress.NONE)));
      }
      for (Future<?> one : done) {
        one.get();
      }
    } finally {
      people.shutdownNow();
    }
  }
}

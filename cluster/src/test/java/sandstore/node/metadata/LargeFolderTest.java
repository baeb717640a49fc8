package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sandstore.proto.CommitFile;
import sandstore.proto.FileInfo;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.proto.Remove;

/** A folder of 100,000 entries, read by pages. */
final class LargeFolderTest {
  private static final int FILES = 100_000;
  private static final int PAGE = 1000;

  private Namespace namespace = Namespace.EMPTY;
  private long sequence;

  private void apply(Operation.Builder operation) {
    if (!operation.hasOpenSession()) {
      sequence++;
      operation.setSession(1).setSequence(sequence).setAcknowledgedBelow(sequence);
    }
    Namespace.Step step = namespace.apply(operation.build(), namespace.lastIndex() + 1);
    assertThat(step.result().hasFailure()).as("%s", step.result()).isFalse();
    namespace = step.next();
  }

  private static String name(int i) {
    return String.format("/file-%06d", i);
  }

  @Test
  void everyEntryIsOnOnePageAndInOrder() {
    apply(Operation.newBuilder().setOpenSession(OpenSession.newBuilder().setClient("alice")));
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, FILES).boxed().toList());
    Collections.shuffle(shuffled, new Random(4));
    shuffled.forEach(
        i -> apply(Operation.newBuilder().setCommitFile(CommitFile.newBuilder().setPath(name(i)))));

    List<String> all = new ArrayList<>();
    for (List<FileInfo> page = page(""); !page.isEmpty(); page = page(all.get(all.size() - 1))) {
      assertThat(page).hasSizeLessThanOrEqualTo(PAGE);
      page.forEach(info -> all.add(info.getPath()));
      if (all.size() == 50 * PAGE) {
        // The name after which the next page begins need not be there any more.
        apply(
            Operation.newBuilder().setRemove(Remove.newBuilder().setPath(all.get(all.size() - 1))));
      }
    }
    assertThat(all).isEqualTo(IntStream.range(0, FILES).mapToObj(LargeFolderTest::name).toList());
    assertThat(namespace.files()).isEqualTo(FILES - 1);
  }

  private List<FileInfo> page(String afterPath) {
    return namespace.list("/", afterPath.isEmpty() ? "" : afterPath.substring(1), PAGE);
  }
}

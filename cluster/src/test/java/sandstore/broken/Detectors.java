package sandstore.broken;

import java.util.List;
import sandstore.node.chunk.RottenChunk;
import sandstore.node.metadata.NamespaceDetectors;
import sandstore.node.raft.CutOffLeader;
import sandstore.node.raft.RaftCrashPointsTest;
import sandstore.node.repair.DeposedLeader;

/**
 * What notices the mistakes of {@link Mutant}s: each is silent about a node that is right, and
 * takes some seconds at most.
 */
enum Detectors {
  CRASH_POINTS(() -> new RaftCrashPointsTest().whatWasPromisedIsThereAndNothingElse()),
  ANSWERED_IN_A_MINORITY(CutOffLeader::whatItAnswersIsKept),
  READ_IN_A_MINORITY(CutOffLeader::whatItReadsIsTheNewest),
  STEP_DOWN(CutOffLeader::whatItSaysDidNotHappenDidNotHappen),
  RETRY(NamespaceDetectors::aRetryChangesNothing),
  COMMIT_OF_GARBAGE(NamespaceDetectors::garbageIsNotCommitted),
  TWO_REPLICAS(NamespaceDetectors::twoReplicasAreEqual),
  ROTTEN_CHUNK(RottenChunk::isNotHandedOut),
  ORDER_OF_A_DEPOSED_LEADER(DeposedLeader::isNotObeyed);

  /** The exit status that says that a mistake was noticed. */
  static final int NOTICED = 10;

  private interface Look {
    void look() throws Exception;
  }

  private final Look look;

  Detectors(Look look) {
    this.look = look;
  }

  /** Each that is named looks; what the first notices is printed, and ends it. */
  public static void main(String[] names) throws Exception {
    for (String name : names.length == 0 ? all() : List.of(names)) {
      try {
        valueOf(name).look.look();
      } catch (AssertionError e) {
        System.out.println(name + " noticed: " + e.getMessage());
        Runtime.getRuntime().halt(NOTICED);
      } catch (Exception e) {
        e.printStackTrace();
        Runtime.getRuntime().halt(1); // else threads of Raft would keep it here
      }
    }
    Runtime.getRuntime().halt(0); // a group leaves threads of Raft behind
  }

  private static List<String> all() {
    return java.util.Arrays.stream(values()).map(Detectors::name).toList();
  }
}

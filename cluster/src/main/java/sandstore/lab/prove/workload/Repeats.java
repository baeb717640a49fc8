package sandstore.lab.prove.workload;

import com.google.auto.service.AutoService;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import sandstore.client.StoreClient.OpenQuestion;
import sandstore.lab.history.Operation.Outcome;
import sandstore.lab.history.Tape;
import sandstore.lab.history.Value;
import sandstore.lab.history.Verb;
import sandstore.proto.Failure;
import sandstore.proto.MakeFolder;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;
import sandstore.proto.Remove;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.StoreException;

/**
 * Each request is sent one to three times under one id. Folders are made and removed, which cannot
 * be done twice: a second time that takes effect has another answer than the first.
 */
@AutoService(Workload.class)
public final class Repeats implements Workload {
  private static final Value FOLDER = Value.word("a-folder");
  private static final long SESSION_MILLIS = 600_000;

  private final AtomicInteger made = new AtomicInteger();
  private final Set<String> kept = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Client> clients = new ConcurrentHashMap<>();

  /** A client's session with the store, which gives requests their ids. */
  private static final class Client {
    long session;
    long sequence;
    @Nullable String there;
  }

  @Override
  public String name() {
    return "repeats";
  }

  @Override
  public String about() {
    return "every request is sent one to three times under one id, and takes effect once";
  }

  @Override
  public int clients() {
    return 2;
  }

  @Override
  public void act(Hand hand) throws InterruptedException {
    Client client = clients.computeIfAbsent(hand.number(), n -> new Client());
    if (client.session == 0 && !open(hand, client)) {
      return;
    }
    String there = client.there;
    if (there != null && hand.chance().nextBoolean()) {
      client.there = null;
      kept.remove(there);
      Operation.Builder remove =
          Operation.newBuilder().setRemove(Remove.newBuilder().setPath(there));
      var unused = send(hand, client, there, Value.NIL, remove);
    } else {
      String path = hand.arena().path("d" + made.incrementAndGet());
      Operation.Builder make =
          Operation.newBuilder().setMakeFolder(MakeFolder.newBuilder().setPath(path));
      client.there = send(hand, client, path, FOLDER, make) == Outcome.OK ? path : null;
      if (client.there != null) {
        kept.add(path);
      }
    }
  }

  @Override
  public void finish(Hand hand) throws InterruptedException {
    for (String path : kept) {
      try {
        var unused = hand.client().stat(path, Hand.CALL);
      } catch (StoreException e) {
        if (e.code() == Failure.Code.NOT_FOUND) {
          hand.arena()
              .observe(
                  new Observation.Lost(path, "this folder was acknowledged, and is not there"));
        }
      }
    }
  }

  private static boolean open(Hand hand, Client client) throws InterruptedException {
    Operation open =
        Operation.newBuilder()
            .setOpenSession(
                OpenSession.newBuilder().setClient(hand.lane()).setTimeoutMillis(SESSION_MILLIS))
            .build();
    try {
      client.session = settle(hand, open).getSession();
      client.sequence = 0;
      return true;
    } catch (StoreException e) {
      return false; // a session that nobody uses is no effect
    }
  }

  /** Under ids of our own: that is what this way of asking is for. */
  private static OperationResult settle(Hand hand, Operation operation)
      throws InterruptedException {
    return hand.client().settle(new OpenQuestion(operation, "sent once more"), Hand.CALL);
  }

  private static Outcome send(
      Hand hand, Client client, String path, Value becomes, Operation.Builder what)
      throws InterruptedException {
    long sequence = ++client.sequence;
    Operation operation =
        what.setSession(client.session)
            .setSequence(sequence)
            .setAcknowledgedBelow(sequence)
            .build();
    int times = 1 + hand.chance().nextInt(3);
    Tape.Note note = hand.asks(Verb.WRITE, path, becomes);
    Outcome outcome =
        hand.change(
            note,
            path,
            () -> {
              StoreException unknown = null;
              Answer first = null;
              for (int i = 0; i < times; i++) {
                try {
                  Answer answer = answer(hand, operation);
                  first = first == null ? answer : first;
                  compare(hand, path, first, answer);
                } catch (StoreException e) {
                  unknown = e;
                }
              }
              if (first == null && unknown != null) {
                throw unknown;
              }
              DefiniteFailure refused = first == null ? null : first.failure();
              if (refused != null) {
                twice(hand, path, refused);
                throw refused;
              }
            });
    if (outcome == Outcome.UNKNOWN) {
      client.session = 0; // its window stays open for this one
    }
    return outcome;
  }

  /** Nobody else makes or removes this folder: it can be there, or be gone, only by ourselves. */
  private static void twice(Hand hand, String path, DefiniteFailure refused) {
    if (refused.code() == Failure.Code.ALREADY_EXISTS || refused.code() == Failure.Code.NOT_FOUND) {
      hand.arena()
          .observe(
              new Observation.TwoAnswers(
                  path, hand.lane(), "refused since it was done before: " + refused.getMessage()));
    }
  }

  /** What the state machine answered: a result, or that it is not to be. */
  private record Answer(OperationResult result, @Nullable DefiniteFailure failure) {
    String words() {
      return failure == null ? "done" : String.valueOf(failure.getMessage());
    }

    boolean same(Answer other) {
      return result.equals(other.result)
          && (failure == null) == (other.failure == null)
          && (failure == null || other.failure == null || failure.code() == other.failure.code());
    }
  }

  /**
   * @throws StoreException nobody knows
   */
  private static Answer answer(Hand hand, Operation operation) throws InterruptedException {
    try {
      return new Answer(settle(hand, operation), null);
    } catch (DefiniteFailure e) {
      if (e.code() == Failure.Code.SESSION_EXPIRED) {
        throw new sandstore.wire.UnknownOutcome(e.code(), String.valueOf(e.getMessage()), e);
      }
      return new Answer(OperationResult.getDefaultInstance(), e);
    }
  }

  private static void compare(Hand hand, String path, Answer first, Answer again) {
    if (!first.same(again)) {
      hand.arena()
          .observe(
              new Observation.TwoAnswers(
                  path,
                  hand.lane(),
                  "first: " + first.words() + "; then, to the same id: " + again.words()));
    }
  }
}

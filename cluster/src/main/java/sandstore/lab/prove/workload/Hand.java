package sandstore.lab.prove.workload;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import sandstore.client.Call;
import sandstore.client.Progress;
import sandstore.client.StoreClient;
import sandstore.lab.history.Operation.Outcome;
import sandstore.lab.history.Tape;
import sandstore.lab.history.Value;
import sandstore.lab.history.Verb;
import sandstore.proto.Failure;
import sandstore.proto.FileInfo;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.StoreException;

/**
 * How one client of a workload does things: each operation is written down with what became of it.
 * For one thread.
 */
public final class Hand {
  /** Longer than an election, so that most operations outlive one. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  static final Call CALL = new Call(Optional.empty(), PATIENCE, false);

  private final int number;
  private final StoreClient client;
  private final Tape.Lane lane;
  private final Arena arena;
  private final Random chance;

  Hand(int number, StoreClient client, Tape.Lane lane, Arena arena, Random chance) {
    this.number = number;
    this.client = client;
    this.lane = lane;
    this.arena = arena;
    this.chance = chance;
  }

  /**
   * What a path held.
   *
   * @param etag 0: nothing was there
   */
  record Version(Value value, long etag) {
    static final Version NOTHING = new Version(Value.NIL, 0);
  }

  /** Which client of its load it is, from 0. */
  public int number() {
    return number;
  }

  public Random chance() {
    return chance;
  }

  Arena arena() {
    return arena;
  }

  StoreClient client() {
    return client;
  }

  Tape.Note asks(Verb verb, String path, Value... arguments) {
    return lane.asks(verb, path, arguments);
  }

  String lane() {
    return lane.client();
  }

  /** Reads it whole; null if nobody would say. */
  @Nullable Version get(String path) throws InterruptedException {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    return look(
        path,
        () -> {
          FileInfo info = client.get(path, got, Optional.empty(), CALL, Progress.NONE);
          return new Version(seen(path, Contents.hex(got.toByteArray())), info.getEtag());
        });
  }

  /** Asks only the metadata what is there; null if nobody would say. */
  @Nullable Version stat(String path) throws InterruptedException {
    return look(
        path,
        () -> {
          FileInfo info = client.stat(path, CALL).getInfo();
          String sha = HexFormat.of().formatHex(info.getSha256().toByteArray());
          return new Version(seen(path, sha), info.getEtag());
        });
  }

  private Value seen(String path, String sha256) {
    Optional<Value> known = arena.contents().known(sha256);
    if (known.isEmpty()) {
      arena.observe(
          new Observation.BadBytes(
              path, lane.client(), "a content with SHA-256 " + sha256 + ", which nobody wrote"));
    }
    return known.orElseGet(() -> Value.content(sha256));
  }

  private interface Look {
    Version at() throws InterruptedException;
  }

  private @Nullable Version look(String path, Look look) throws InterruptedException {
    Tape.Note note = lane.asks(Verb.READ, path);
    try {
      Version version = look.at();
      note.ok(version.value());
      arena.ended(Outcome.OK);
      return version;
    } catch (StoreException e) {
      if (e.code() == Failure.Code.NOT_FOUND) {
        note.ok(Value.NIL);
        arena.ended(Outcome.OK);
        return Version.NOTHING;
      }
      failed(path, e);
      note.not();
      arena.ended(Outcome.NOT);
      return null;
    } catch (InterruptedException e) {
      note.not();
      throw e;
    }
  }

  private void failed(String path, StoreException e) {
    if (e.code() == Failure.Code.DATA_LOSS) {
      arena.observe(new Observation.Lost(path, String.valueOf(e.getMessage())));
    }
    if (e.code() == Failure.Code.NO_SPACE || e.code() == Failure.Code.INSUFFICIENT_REPLICAS) {
      arena.observe(new Observation.NoSpace());
    }
  }

  interface Deed {
    void perform() throws InterruptedException;
  }

  /** A new version, whatever is there. */
  Outcome put(String path, Contents.Piece piece) throws InterruptedException {
    return change(lane.asks(Verb.WRITE, path, piece.value()), path, () -> put(path, piece, null));
  }

  /** A new version, if what is there is still that. */
  Outcome swap(String path, Version there, Contents.Piece piece) throws InterruptedException {
    return change(
        lane.asks(Verb.CAS, path, there.value(), piece.value()),
        path,
        () -> put(path, piece, there.etag()));
  }

  private void put(String path, Contents.Piece piece, @Nullable Long ifEtag)
      throws InterruptedException {
    var unused =
        client.put(
            new ByteArrayInputStream(piece.bytes()),
            piece.bytes().length,
            path,
            ifEtag,
            CALL,
            Progress.NONE);
  }

  Outcome remove(String path) throws InterruptedException {
    return change(
        lane.asks(Verb.WRITE, path, Value.NIL), path, () -> client.remove(path, false, CALL));
  }

  Outcome rename(String from, String to, boolean replace) throws InterruptedException {
    return change(
        lane.asks(Verb.RENAME, from, Value.text(to)),
        from,
        () -> client.rename(from, to, replace, CALL));
  }

  /** Carries it out, and writes down how it ended. */
  Outcome change(Tape.Note note, String path, Deed deed) throws InterruptedException {
    Outcome outcome;
    try {
      deed.perform();
      note.ok();
      outcome = Outcome.OK;
      arena.observe(new Observation.Acknowledged(System.nanoTime()));
    } catch (DefiniteFailure e) {
      failed(path, e);
      outcome = refused(note, e);
    } catch (StoreException e) {
      note.unknown();
      outcome = Outcome.UNKNOWN;
    } catch (InterruptedException e) {
      note.unknown(); // of several attempts an earlier one may have succeeded
      throw e;
    }
    arena.ended(outcome);
    return outcome;
  }

  /** Some refusals tell what is there. */
  private static Outcome refused(Tape.Note note, DefiniteFailure e) {
    boolean nothing =
        e.code() == Failure.Code.NOT_FOUND
            || (e.code() == Failure.Code.ETAG_MISMATCH && e.failure().getEtag() == 0);
    if (nothing) {
      note.found(Value.NIL);
      return Outcome.MISMATCH;
    }
    if (e.code() == Failure.Code.ETAG_MISMATCH) {
      note.mismatch();
      return Outcome.MISMATCH;
    }
    note.not();
    return Outcome.NOT;
  }
}

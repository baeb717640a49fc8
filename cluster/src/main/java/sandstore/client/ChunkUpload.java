package sandstore.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import sandstore.proto.ChunkRef;
import sandstore.proto.Failure;
import sandstore.proto.ReplicaOutcome;
import sandstore.proto.Waited;
import sandstore.proto.WriteHeader;
import sandstore.proto.WriteResult;
import sandstore.wire.Channels;
import sandstore.wire.ChunkKey;
import sandstore.wire.ChunkSender;
import sandstore.wire.Crc32c;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/**
 * One chunk to its replicas. If too few of a chain stored it, a new chain is formed without those
 * that failed, and the chunk is sent again under a new attempt number; enough but not all is
 * accepted, since repair brings what is missing.
 */
final class ChunkUpload {
  private static final int MAX_ATTEMPTS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  /** Of one attempt: generous, since lack of progress ends it long before. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Channels channels;
  private final Plan plan;
  private final String upload;
  private final Effort call;
  private final Meter meter;
  private final Waits waits;

  ChunkUpload(Channels channels, Plan plan, String upload, Effort call, Meter meter, Waits waits) {
    this.waits = waits;
    this.channels = channels;
    this.plan = plan;
    this.upload = upload;
    this.call = call;
    this.meter = meter;
  }

  /**
   * @param bytes hold the chunk from 0 to {@code length}; unchanged until this returns
   * @return the chunk as the manifest is to list it: with the replicas that acknowledged
   * @throws StoreException definite: INSUFFICIENT_REPLICAS, NO_SPACE or TIMEOUT
   */
  ChunkRef store(int index, byte[] bytes, int length) throws InterruptedException {
    List<ReplicaOutcome> failed = new ArrayList<>();
    int minReplicas = 1;
    for (int attempt = 0; attempt < MAX_ATTEMPTS && !call.deadline().passed(); attempt++) {
      if (attempt > 0) {
        double spread = 1 - ThreadLocalRandom.current().nextDouble() / 2;
        long millis = (long) ((FIRST_PAUSE.toMillis() << (attempt - 1)) * spread);
        call.deadline().pause(Duration.ofMillis(millis));
      }
      ChunkKey key = new ChunkKey(upload, index, attempt);
      List<NodeId> chain = plan.chain(index);
      minReplicas = plan.minReplicas(index);
      Sent sent = new Sent();
      List<ReplicaOutcome> outcomes = send(key, chain, bytes, length, sent);
      List<NodeId> stored =
          outcomes.stream().filter(ReplicaOutcome::getStored).map(ChunkUpload::node).toList();
      plan.avoid(culprits(outcomes));
      if (stored.size() >= minReplicas && sent.length == length) {
        return ref(key, length, sent.crc32c, stored);
      }
      plan.renew();
      meter.moved(-length, index, chain);
      outcomes.stream().filter(o -> !o.getStored()).forEach(failed::add);
    }
    throw failure(index, minReplicas, failed);
  }

  private DefiniteFailure failure(int index, int minReplicas, List<ReplicaOutcome> failed) {
    String problems =
        failed.stream()
            .map(o -> o.getNode() + ": " + o.getProblem())
            .distinct()
            .collect(Collectors.joining("; "));
    boolean late = call.deadline().passed();
    return new DefiniteFailure(
        late ? Failure.Code.TIMEOUT : code(failed),
        "chunk "
            + (index + 1)
            + " was not stored on "
            + minReplicas
            + (minReplicas == 1 ? " node" : " nodes")
            + (late ? " within " + call.deadline().wholeInWords() : "")
            + (problems.isEmpty() ? "" : " (" + problems + ")")
            + "; nothing is visible");
  }

  /** No space is the reason only if no node gave another. */
  private static Failure.Code code(List<ReplicaOutcome> failed) {
    boolean full =
        !failed.isEmpty() && failed.stream().allMatch(o -> o.getCode() == Failure.Code.NO_SPACE);
    return full ? Failure.Code.NO_SPACE : Failure.Code.INSUFFICIENT_REPLICAS;
  }

  private static NodeId node(ReplicaOutcome outcome) {
    return new NodeId(outcome.getNode());
  }

  /**
   * Who is to be avoided: the first that failed, since those behind it may have failed because of
   * it.
   */
  private static List<NodeId> culprits(List<ReplicaOutcome> outcomes) {
    return outcomes.stream().filter(o -> !o.getStored()).limit(1).map(ChunkUpload::node).toList();
  }

  /** What of a chunk has left, and the checksum of that. */
  private static final class Sent {
    private int length;
    private int crc32c;

    void add(int size, int crc) {
      length += size;
      crc32c = Crc32c.join(crc32c, crc, size);
    }
  }

  /** One attempt along one chain; a failed call is an outcome too. */
  private List<ReplicaOutcome> send(
      ChunkKey key, List<NodeId> chain, byte[] bytes, int length, Sent sent)
      throws InterruptedException {
    long began = System.nanoTime();
    try {
      WriteResult result = stream(key, chain, bytes, length, sent);
      meter.moved(length - sent.length, key.index(), chain);
      result.getReplicasList().forEach(waits::wrote);
      return result.getReplicasList();
    } catch (StoreException e) {
      if (e.code() == Failure.Code.TIMEOUT) {
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
        waits.waited(chain.get(0), Waited.For.WRITE, micros);
      }
      meter.moved(length - sent.length, key.index(), chain);
      return chain.stream()
          .map(
              n ->
                  ReplicaOutcome.newBuilder()
                      .setNode(n.name())
                      .setProblem(
                          n.equals(chain.get(0))
                              ? String.valueOf(e.getMessage())
                              : "not reached through " + chain.get(0))
                      .build())
          .toList();
    }
  }

  private WriteResult stream(ChunkKey key, List<NodeId> chain, byte[] bytes, int length, Sent sent)
      throws InterruptedException {
    Duration patience = ChunkSender.patience(chain.size());
    ChunkSender to = ChunkSender.open(channels, chain.get(0), call.deadline().remaining(LIMIT));
    try {
      to.send(header(key, chain, length));
      for (int at = 0; at < length && to.awaitReady(patience); at += to.frameBytes()) {
        int size = Math.min(to.frameBytes(), length - at);
        int crc = Crc32c.of(bytes, at, size);
        to.send(at, ByteBuffer.wrap(bytes, at, size), crc, patience);
        sent.add(size, crc);
        meter.moved(size, key.index(), chain);
      }
      if (sent.length == length) {
        to.finish();
      }
      WriteResult result = to.result(patience);
      waits.waited(chain.get(0), Waited.For.WRITE, to.waitedMicros());
      return result;
    } finally {
      to.cancel("given up");
    }
  }

  private static WriteHeader header(ChunkKey key, List<NodeId> chain, int length) {
    return WriteHeader.newBuilder()
        .setId(key.toProto())
        .setLength(length)
        .addAllNext(chain.subList(1, chain.size()).stream().map(NodeId::name).toList())
        .build();
  }

  private static ChunkRef ref(ChunkKey key, int length, int crc32c, List<NodeId> stored) {
    return ChunkRef.newBuilder()
        .setId(key.toProto())
        .setLength(length)
        .setCrc32C(crc32c)
        .addAllReplicas(stored.stream().map(NodeId::name).toList())
        .build();
  }
}

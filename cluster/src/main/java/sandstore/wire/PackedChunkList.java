package sandstore.wire;

import com.google.protobuf.ByteString;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkRef;
import sandstore.proto.Failure;
import sandstore.proto.PackedChunks;
import sandstore.proto.Places;

/**
 * A file's chunks behind their packed form: each is made when it is asked for. Reads any part in
 * constant time; immutable.
 */
public final class PackedChunkList extends AbstractList<ChunkRef> implements RandomAccess {
  /** Up to so many chunks a message names each in full, for people to read. */
  public static final int PLAIN = 256;

  private static final int BYTES = 8;
  private static final int MAX_CODE = 0xFFFF;

  private final PackedChunks packed;
  private final ByteString chunks;
  private final int chunkSize;
  private final long length;

  /**
   * @param chunkSize bytes of every chunk but the last
   * @param length bytes of all of them
   * @throws DefiniteFailure BAD_REQUEST when the parts do not fit each other
   */
  public PackedChunkList(PackedChunks packed, int chunkSize, long length) {
    this.packed = packed;
    this.chunks = packed.getChunks();
    this.chunkSize = chunkSize;
    this.length = length;
    int sources = packed.getUploadsCount();
    long count = chunks.size() / BYTES;
    if (chunks.size() % BYTES != 0
        || packed.getAttemptsCount() != sources
        || (count == 0 ? length != 0 : length <= (count - 1) * chunkSize)
        || length > count * chunkSize) {
      throw damaged();
    }
    for (int i = 0; i < count; i++) {
      if (source(i) >= sources || places(i) >= packed.getPlacesCount()) {
        throw damaged();
      }
    }
  }

  private static DefiniteFailure damaged() {
    return new DefiniteFailure(
        Failure.Code.BAD_REQUEST, "the packed chunks do not fit each other, or the file's length");
  }

  @Override
  public int size() {
    return chunks.size() / BYTES;
  }

  @Override
  public ChunkRef get(int index) {
    ChunkRef.Builder ref =
        ChunkRef.newBuilder()
            .setId(
                ChunkId.newBuilder()
                    .setUpload(HexFormat.of().toHexDigits(upload(index)))
                    .setIndex(index)
                    .setAttempt(attempt(index)))
            .setLength(length(index))
            .setCrc32C(crc32c(index));
    for (int node : nodes(index)) {
      ref.addReplicas(NodeId.of(node).name());
    }
    return ref.build();
  }

  public long upload(int index) {
    return packed.getUploads(source(index));
  }

  public int attempt(int index) {
    return packed.getAttempts(source(index));
  }

  /** Bytes. */
  public int length(int index) {
    return index < size() - 1 ? chunkSize : (int) (length - (long) index * chunkSize);
  }

  public int crc32c(int index) {
    return (number(index * BYTES) << 16) | number(index * BYTES + 2);
  }

  /** The numbers of the nodes that have it. */
  public List<Integer> nodes(int index) {
    return packed.getPlaces(places(index)).getNodesList();
  }

  private int source(int index) {
    return number(index * BYTES + 4);
  }

  private int places(int index) {
    return number(index * BYTES + 6);
  }

  private int number(int at) {
    return ((chunks.byteAt(at) & 0xFF) << 8) | (chunks.byteAt(at + 1) & 0xFF);
  }

  /** The chunks that a message lists, in whichever of the two ways. */
  public static List<ChunkRef> either(
      List<ChunkRef> plain, PackedChunks packed, int chunkSize, long length) {
    return packed.getChunks().isEmpty() ? plain : new PackedChunkList(packed, chunkSize, length);
  }

  /** How many chunks a message lists. */
  public static int count(List<ChunkRef> plain, PackedChunks packed) {
    return plain.size() + packed.getChunks().size() / BYTES;
  }

  /**
   * @throws DefiniteFailure BAD_REQUEST when a chunk's id or a node's name is none
   */
  public static PackedChunks pack(List<ChunkRef> chunks) {
    Packer packer = new Packer(chunks.size());
    for (ChunkRef chunk : chunks) {
      ChunkKey key = ChunkKey.of(chunk.getId());
      List<Integer> nodes = new ArrayList<>();
      for (String name : chunk.getReplicasList()) {
        int number = new NodeId(name).number();
        if (number < 1) {
          throw new DefiniteFailure(Failure.Code.BAD_REQUEST, "not the name of a node: " + name);
        }
        nodes.add(number);
      }
      packer.add(
          HexFormat.fromHexDigitsToLong(key.upload()), key.attempt(), chunk.getCrc32C(), nodes);
    }
    return packer.done();
  }

  /** Makes the packed form, chunk by chunk in order; sources and places as they first occur. */
  public static final class Packer {
    private record Source(long upload, int attempt) {}

    private final Map<Source, Integer> sources = new LinkedHashMap<>();
    private final Map<List<Integer>, Integer> places = new LinkedHashMap<>();
    private byte[] chunks;
    private int at;

    public Packer(int count) {
      chunks = new byte[count * BYTES];
    }

    /**
     * @param nodes numbers, in chain order
     */
    public void add(long upload, int attempt, int crc32c, List<Integer> nodes) {
      if (at == chunks.length) {
        chunks = Arrays.copyOf(chunks, Math.max(BYTES, 2 * at));
      }
      put(crc32c >>> 16);
      put(crc32c);
      put(code(sources, new Source(upload, attempt)));
      put(code(places, nodes));
    }

    private static <K> int code(Map<K, Integer> codes, K key) {
      int code = codes.computeIfAbsent(key, k -> codes.size());
      if (code > MAX_CODE) {
        throw new DefiniteFailure(Failure.Code.BAD_REQUEST, "too many different lists of replicas");
      }
      return code;
    }

    private void put(int twoBytes) {
      chunks[at++] = (byte) (twoBytes >>> 8);
      chunks[at++] = (byte) twoBytes;
    }

    public PackedChunks done() {
      PackedChunks.Builder packed = PackedChunks.newBuilder();
      sources.keySet().forEach(s -> packed.addUploads(s.upload()).addAttempts(s.attempt()));
      places.keySet().forEach(p -> packed.addPlaces(Places.newBuilder().addAllNodes(p)));
      return packed.setChunks(ByteString.copyFrom(chunks, 0, at)).build();
    }
  }
}

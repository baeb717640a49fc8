package sandstore.node.metadata;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import sandstore.proto.PackedChunks;
import sandstore.wire.NodeId;
import sandstore.wire.PackedChunkList;

/** A version's chunks as they are stored: packed. One is made when it is asked for. */
final class PlacedChunks extends AbstractList<PlacedChunk> implements RandomAccess {
  private final PackedChunks packed;
  private final PackedChunkList list;

  PlacedChunks(PackedChunks packed, int chunkSize, long length) {
    this.packed = packed;
    this.list = new PackedChunkList(packed, chunkSize, length);
  }

  static PackedChunks pack(List<PlacedChunk> chunks) {
    if (chunks instanceof PlacedChunks stored) {
      return stored.packed;
    }
    PackedChunkList.Packer packer = new PackedChunkList.Packer(chunks.size());
    for (PlacedChunk chunk : chunks) {
      List<Integer> nodes = new ArrayList<>(chunk.replicas().size());
      chunk.replicas().forEach(node -> nodes.add(node.number()));
      packer.add(chunk.name().upload(), chunk.name().attempt(), chunk.crc32c(), nodes);
    }
    return packer.done();
  }

  @Override
  public PlacedChunk get(int index) {
    List<Integer> numbers = list.nodes(index);
    NodeId[] nodes = new NodeId[numbers.size()];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = PlacedChunk.node(numbers.get(i));
    }
    return new PlacedChunk(
        new ChunkName(list.upload(index), index, list.attempt(index)),
        list.length(index),
        list.crc32c(index),
        List.of(nodes));
  }

  @Override
  public int size() {
    return list.size();
  }
}

package sandstore.node.chunk;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import sandstore.node.disk.TroubledDisk;
import sandstore.proto.DataFrame;
import sandstore.proto.Event;
import sandstore.proto.NodeState;
import sandstore.wire.ChunkKey;
import sandstore.wire.Crc32c;

/** A store in a folder, with what it reported, and bytes to put into it. */
final class Bench {
  static final ChunkKey KEY = new ChunkKey("00000000000000ab", 3, 0);
  static final int FRAME = 200_000; // neither a block nor a part of one

  final TroubledDisk disk = new TroubledDisk();
  final List<Event> events = new CopyOnWriteArrayList<>();
  final Path folder;
  ChunkStore store;
  long now;

  Bench(Path folder) throws IOException {
    this.folder = folder;
    this.store = open();
  }

  private ChunkStore open() throws IOException {
    return ChunkStore.open(disk, folder, event -> events.add(event.build()), () -> now);
  }

  void restart() throws IOException {
    events.clear();
    store = open();
  }

  static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static ChunkKey key(int index) {
    return new ChunkKey("00000000000000ab", index, 0);
  }

  ChunkWriter.Stored put(ChunkKey key, byte[] bytes) {
    try (ChunkWriter writer = store.begin(key, bytes.length)) {
      fill(writer, bytes);
      return writer.finish();
    }
  }

  /** In frames as gRPC delivers them: read-only, in the heap. */
  static void fill(ChunkWriter writer, byte[] bytes) {
    for (int at = 0; at < bytes.length; at += FRAME) {
      ByteBuffer frame =
          ByteString.copyFrom(bytes, at, Math.min(FRAME, bytes.length - at)).asReadOnlyByteBuffer();
      writer.write(at, frame, Crc32c.of(frame));
    }
  }

  byte[] read(ChunkKey key, long offset, long length) {
    try (ChunkReader reader = store.open(key)) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (long at = offset; at < offset + length; ) {
        DataFrame frame = reader.read(at, offset + length - at);
        if (frame.getCrc32C() != Crc32c.of(frame.getData().asReadOnlyByteBuffer())
            || frame.getOffset() != at) {
          throw new AssertionError("a wrong frame at " + at);
        }
        all.writeBytes(frame.getData().toByteArray());
        at += frame.getData().size();
      }
      return all.toByteArray();
    }
  }

  Path file(ChunkKey key) {
    return folder.resolve(key.toString());
  }

  List<Event.KindCase> kinds() {
    return events.stream().map(Event::getKindCase).toList();
  }

  NodeState state() {
    NodeState.Builder state = NodeState.newBuilder();
    store.describe(state);
    return state.build();
  }
}

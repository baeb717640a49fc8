package sandstore.client;

import java.util.ArrayList;
import java.util.List;
import sandstore.proto.ChunkRef;
import sandstore.proto.Manifest;
import sandstore.proto.ReadChunkRequest;

/**
 * What is fetched at once: a whole chunk, or a part of one that is too large to hold. A whole chunk
 * can be checked against the manifest before any of it is handed on.
 *
 * @param chunk as the manifest lists it
 * @param offset within the chunk
 * @param fileOffset within the file
 */
record Piece(ChunkRef chunk, int index, long offset, int length, long fileOffset) {
  /** A chunk up to this size is one piece. */
  static final int WHOLE_BYTES = 16 << 20;

  private static final int PART_BYTES = 8 << 20;

  static List<Piece> of(Manifest manifest) {
    List<Piece> pieces = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < manifest.getChunksCount(); i++) {
      ChunkRef chunk = manifest.getChunks(i);
      long step = chunk.getLength() <= WHOLE_BYTES ? chunk.getLength() : PART_BYTES;
      for (long at = 0; at < chunk.getLength(); at += step) {
        int size = (int) Math.min(step, chunk.getLength() - at);
        pieces.add(new Piece(chunk, i, at, size, start + at));
      }
      start += chunk.getLength();
    }
    return pieces;
  }

  /** The part of each piece that lies between two offsets of the file. */
  static List<Piece> within(List<Piece> pieces, long from, long to) {
    List<Piece> clipped = new ArrayList<>();
    for (Piece piece : pieces) {
      long start = Math.max(piece.fileOffset, from);
      long end = Math.min(piece.fileOffset + piece.length, to);
      if (start < end) {
        long offset = piece.offset + start - piece.fileOffset;
        clipped.add(new Piece(piece.chunk, piece.index, offset, (int) (end - start), start));
      }
    }
    return clipped;
  }

  boolean isWholeChunk() {
    return length == chunk.getLength();
  }

  boolean endsChunk() {
    return offset + length == chunk.getLength();
  }

  ReadChunkRequest request() {
    return ReadChunkRequest.newBuilder()
        .setId(chunk.getId())
        .setOffset(offset)
        .setLength(length)
        .build();
  }

  /** Bytes of the file, first to last, inclusive. */
  String range() {
    return "bytes " + fileOffset + ".." + (fileOffset + length - 1);
  }
}

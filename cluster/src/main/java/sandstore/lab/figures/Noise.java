package sandstore.lab.figures;

import java.io.IOException;
import java.io.InputStream;
import java.util.SplittableRandom;

/** Bytes that do not compress, made at no cost: one random block over and over. */
public final class Noise extends InputStream {
  private static final byte[] BLOCK = new byte[1 << 20];

  static {
    new SplittableRandom(1).nextBytes(BLOCK);
  }

  private long left;

  /**
   * @param bytes until its end
   */
  public Noise(long bytes) {
    left = bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    if (left == 0 && length > 0) {
      return -1;
    }
    int n = (int) Math.min(left, Math.min(length, BLOCK.length));
    System.arraycopy(BLOCK, 0, to, offset, n);
    left -= n;
    return n;
  }
}

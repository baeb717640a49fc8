package sandstore.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A stream whose first {@value #KEPT_BYTES} bytes can be read again from the start. */
final class Replay extends InputStream {
  private static final int KEPT_BYTES = 16 << 20;

  private final InputStream source;
  private ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private InputStream again = InputStream.nullInputStream();
  private boolean forgot;

  Replay(InputStream source) {
    this.source = source;
  }

  /**
   * Goes back to the start.
   *
   * @return false if that is too far back
   */
  boolean rewind() {
    again = new ByteArrayInputStream(kept.toByteArray());
    return !forgot;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, to.length);
    int n = again.read(to, offset, length);
    if (n > 0 || length == 0) {
      return Math.max(0, n);
    }
    n = source.read(to, offset, length);
    if (n > 0 && !forgot) {
      if (kept.size() + n > KEPT_BYTES) {
        forgot = true;
        kept = new ByteArrayOutputStream();
      } else {
        kept.write(to, offset, n);
      }
    }
    return n;
  }
}

package sandstore.client;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps the first bytes of what passes, so that a history can show a short text and not only its
 * checksum.
 */
final class Glimpse {
  private static final int SHORT = 24;

  private final byte[] first = new byte[SHORT];
  private long count;

  private void pass(byte[] bytes, int offset, int length) {
    if (count < SHORT) {
      int kept = (int) Math.min(SHORT - count, length);
      System.arraycopy(bytes, offset, first, (int) count, kept);
    }
    count += length;
  }

  /** All that passed, if it is short and can be printed; else empty. */
  private String shown() {
    if (count > SHORT) {
      return "";
    }
    String text = new String(first, 0, (int) count, StandardCharsets.UTF_8);
    return text.codePoints().allMatch(c -> c >= ' ' && c != 0x7f && c != 0xfffd) ? text : "";
  }

  /** On the way in. */
  static final class Source extends FilterInputStream {
    private final Glimpse glimpse = new Glimpse();

    Source(InputStream from) {
      super(from);
    }

    String shown() {
      return glimpse.shown();
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) {
        glimpse.pass(new byte[] {(byte) b}, 0, 1);
      }
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = in.read(bytes, offset, length);
      if (n > 0) {
        glimpse.pass(bytes, offset, n);
      }
      return n;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }

  /** On the way out. */
  static final class Sink extends FilterOutputStream {
    private final Glimpse glimpse = new Glimpse();

    Sink(OutputStream to) {
      super(to);
    }

    String shown() {
      return glimpse.shown();
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      glimpse.pass(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      glimpse.pass(bytes, offset, length);
    }
  }
}

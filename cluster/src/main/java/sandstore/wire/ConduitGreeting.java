package sandstore.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The first words on a conduit. The caller: {@link #MAGIC}, the lab's token, whom it wants to
 * reach, who it is. The callee, if all of it is right: the conduit's id; else it hangs up without a
 * word.
 *
 * @param token 64 hexadecimal digits
 */
record ConduitGreeting(String token, String to, String from) {
  private static final int MAGIC = 0x53_4C_43_31; // SLC1
  private static final int TOKEN_BYTES = 64;
  private static final int MAX_NAME_BYTES = 255;

  void send(OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(stream));
    out.writeInt(MAGIC);
    out.write(token.getBytes(StandardCharsets.US_ASCII));
    name(out, to);
    name(out, from);
    out.flush();
  }

  private static void name(DataOutputStream out, String name) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_NAME_BYTES) {
      throw new IOException("a name of " + bytes.length + " bytes");
    }
    out.writeByte(bytes.length);
    out.write(bytes);
  }

  /**
   * @throws IOException this is something else
   */
  static ConduitGreeting receive(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    if (in.readInt() != MAGIC) {
      throw new IOException("not a conduit");
    }
    byte[] token = new byte[TOKEN_BYTES];
    in.readFully(token);
    return new ConduitGreeting(new String(token, StandardCharsets.US_ASCII), name(in), name(in));
  }

  private static String name(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedByte()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

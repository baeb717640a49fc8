package sandstore.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes inputs that nobody expects, the same ones from the same seed. */
public final class Anything {
  private static final int DEEPEST = 4;
  private static final int MOST_REPEATED = 4;
  private static final List<String> WORDS =
      List.of(
          "",
          "/",
          "/a",
          "/a/../../../etc/passwd",
          "../../../../tmp/escaped",
          "/\u0000",
          "/a\u001b[31mb",
          "\u202egnp.exe",
          "e\u0301",
          "/\ud800",
          "00000000000000ab",
          "00000000000000AB",
          "00000000000000ab-0-0",
          "node2",
          "node0",
          "node99999999999999999999",
          "client",
          "localhost:1",
          "${jndi:ldap://x/y}",
          "%s%n%x",
          "'; drop table files; --",
          "/" + "x".repeat(5000),
          "/a".repeat(2000));
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    2,
    63,
    65_535,
    65_536,
    65_537,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    4L << 20
  };

  private final Random random;

  public Anything(long seed) {
    random = new Random(seed);
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  public String word() {
    String word = WORDS.get(below(WORDS.size()));
    return below(4) > 0 ? word : word + characters(20);
  }

  public String characters(int most) {
    StringBuilder made = new StringBuilder();
    for (int i = below(most + 1); i > 0; i--) {
      made.append((char) (below(8) > 0 ? 32 + below(95) : below(65_536)));
    }
    return made.toString();
  }

  public byte[] bytes(int most) {
    byte[] bytes = new byte[below(most + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Bits flipped, a part cut out, doubled, overwritten, or the end gone. */
  public byte[] damaged(byte[] good) {
    byte[] bad = good.clone();
    for (int i = 1 + below(3); i > 0 && bad.length > 0; i--) {
      int at = below(bad.length);
      int end = Math.min(bad.length, at + 1 + below(32));
      switch (below(6)) {
        case 0, 1 -> bad[at] ^= (byte) (1 << below(8));
        case 2 -> bad = Arrays.copyOf(bad, at);
        case 3 -> bad = joined(Arrays.copyOf(bad, at), Arrays.copyOfRange(bad, end, bad.length));
        case 4 -> bad = joined(Arrays.copyOf(bad, end), Arrays.copyOfRange(bad, at, bad.length));
        default -> Arrays.fill(bad, at, end, (byte) below(256));
      }
    }
    return bad;
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** The same of text, with words in it that mean something to somebody. */
  public String damaged(String good) {
    StringBuilder bad = new StringBuilder(good);
    for (int i = 1 + below(4); i > 0; i--) {
      int at = below(bad.length() + 1);
      int end = Math.min(bad.length(), at + below(12));
      switch (below(4)) {
        case 0 -> bad.delete(at, end);
        case 1 -> bad.insert(at, bad.substring(at, end));
        case 2 -> bad.insert(at, characters(4));
        default -> bad.replace(at, end, word());
      }
    }
    return bad.toString();
  }

  /** A message of this type with some of its fields set, to anything. */
  public Message message(Message prototype) {
    return filled(prototype.newBuilderForType(), 0).build();
  }

  private Message.Builder filled(Message.Builder builder, int depth) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      boolean nested = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (below(3) == 0 || (nested && depth == DEEPEST)) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = below(MOST_REPEATED); i > 0; i--) {
          builder.addRepeatedField(field, value(builder, field, depth));
        }
      } else {
        builder.setField(field, value(builder, field, depth));
      }
    }
    return builder;
  }

  private Object value(Message.Builder builder, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> (int) number();
      case LONG -> number();
      case FLOAT -> random.nextBoolean() ? Float.NaN : random.nextFloat();
      case DOUBLE -> random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> word();
      case BYTE_STRING -> ByteString.copyFrom(bytes(200));
      case ENUM -> anyOf(field.getEnumType());
      case MESSAGE -> filled(builder.newBuilderForField(field), depth + 1).build();
    };
  }

  private long number() {
    return below(4) > 0 ? NUMBERS[below(NUMBERS.length)] : random.nextLong();
  }

  private Object anyOf(EnumDescriptor type) {
    return type.getValues().get(below(type.getValues().size()));
  }
}

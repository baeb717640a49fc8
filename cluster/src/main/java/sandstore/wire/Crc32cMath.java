package sandstore.wire;

/**
 * Checksums of joined bytes out of those of their parts, without the bytes. A CRC is a remainder of
 * polynomials over GF(2): to put n bytes behind others multiplies the remainder of these by x^8n.
 * The product of two remainders is 32 steps, and x^8n is a product of at most 31 known powers.
 * Polynomials have their highest power in the lowest bit, as CRC-32C is defined (RFC 3720, B.4).
 */
final class Crc32cMath {
  private static final int POLYNOMIAL = 0x82F6_3B78;
  private static final int ONE = 1 << 31;
  private static final int X = 1 << 30;
  private static final int BITS_OF_A_BYTE_AS_POWER_OF_TWO = 3;
  private static final int POWERS = 31 + BITS_OF_A_BYTE_AS_POWER_OF_TWO;

  /** At i, x^(2^i). */
  private static final int[] SQUARES = squares();

  private Crc32cMath() {}

  private static int[] squares() {
    int[] squares = new int[POWERS];
    squares[0] = X;
    for (int i = 1; i < POWERS; i++) {
      squares[i] = times(squares[i - 1], squares[i - 1]);
    }
    return squares;
  }

  /** The product of two remainders. */
  private static int times(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int rest = a; rest != 0; rest <<= 1) {
      product ^= shifted & (rest >> 31);
      shifted = (shifted >>> 1) ^ (POLYNOMIAL & -(shifted & 1));
    }
    return product;
  }

  /**
   * x^8n.
   *
   * @param n not negative
   */
  private static int shift(int n) {
    int shift = ONE;
    int power = BITS_OF_A_BYTE_AS_POWER_OF_TWO;
    for (int rest = n; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        shift = times(SQUARES[power], shift);
      }
      power++;
    }
    return shift;
  }

  static int join(int first, int second, int secondLength) {
    return times(shift(secondLength), first) ^ second;
  }
}

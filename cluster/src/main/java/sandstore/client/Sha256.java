package sandstore.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** FIPS 180-4, which every Java platform has. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java promises SHA-256", e);
    }
  }
}

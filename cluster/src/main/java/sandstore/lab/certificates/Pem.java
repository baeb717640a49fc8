package sandstore.lab.certificates;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Keys and certificates as files (RFC 7468). None is ever overwritten. */
final class Pem {
  private static final int LINE = 64;
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";

  private Pem() {}

  /** A folder that only its owner may look into; one that is there stays as it is. */
  static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(folder.toAbsolutePath().getParent());
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, mode("rwx------"));
    }
  }

  /** Nobody but its owner can read it, not for an instant. */
  static void write(Path file, PrivateKey key) throws IOException {
    Files.writeString(Files.createFile(file, mode("rw-------")), text(KEY, key.getEncoded()));
  }

  static void write(Path file, X509Certificate certificate) throws IOException {
    try {
      Files.writeString(Files.createFile(file), text(CERTIFICATE, certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("a certificate cannot be written: " + e, e);
    }
  }

  private static String text(String label, byte[] der) {
    Base64.Encoder lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
    return "-----BEGIN "
        + label
        + "-----\n"
        + lines.encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  static X509Certificate certificate(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException(file + " is missing or damaged", e);
    }
  }

  static PrivateKey key(Path file) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + " is missing or damaged", e);
    }
  }

  private static FileAttribute<?>[] mode(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}

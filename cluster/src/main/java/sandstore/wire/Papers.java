package sandstore.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Set;

/**
 * What a process shows to prove who it is, and by what it judges others: files in PEM, as {@code
 * lab certs} makes them.
 *
 * @param certificate its own, for its name
 * @param key to it, unencrypted, PKCS #8; readable by nobody but its owner
 * @param authority the certificate of whoever signed everybody's
 */
public record Papers(Path certificate, Path key, Path authority) {
  private static final String AUTHORITY = "authority";

  /**
   * Those of {@code node1}, {@code node2}, .., or {@code lab}, in a folder of {@code lab certs}.
   */
  public static Papers in(Path folder, NodeId name) {
    return new Papers(
        certificate(folder, name.name()), key(folder, name.name()), authority(folder));
  }

  public static Path authority(Path folder) {
    return certificate(folder, AUTHORITY);
  }

  public static Path authorityKey(Path folder) {
    return key(folder, AUTHORITY);
  }

  private static Path certificate(Path folder, String name) {
    return folder.resolve(name + ".pem");
  }

  private static Path key(Path folder, String name) {
    return folder.resolve(name + ".key");
  }

  /**
   * Looks at them before anything is opened: what is wrong with them would otherwise show as
   * connections that fail.
   *
   * @throws IOException in one line: what is missing, not private, out of date, or signed by
   *     another
   */
  void check() throws IOException {
    X509Certificate own = read(certificate);
    X509Certificate signer = read(authority);
    try {
      own.verify(signer.getPublicKey());
      own.checkValidity();
    } catch (GeneralSecurityException e) {
      throw new IOException(
          certificate + " is not valid, or not signed by " + authority + ": " + e.getMessage(), e);
    }
    if (!Files.isReadable(key)) {
      throw new IOException(key + " cannot be read");
    }
    PosixFileAttributeView modes = Files.getFileAttributeView(key, PosixFileAttributeView.class);
    if (modes != null
        && !Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
            .containsAll(modes.readAttributes().permissions())) {
      throw new IOException(key + " can be read by others: chmod 600 " + key);
    }
  }

  private static X509Certificate read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(file + " cannot be read; lab certs DIR makes certificates");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " is no certificate: " + e.getMessage(), e);
    }
  }
}

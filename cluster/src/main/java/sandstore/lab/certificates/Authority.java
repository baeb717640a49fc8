package sandstore.lab.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import sandstore.wire.NodeId;
import sandstore.wire.Papers;

/** Signs certificates. It is two files in a folder, and what it signed is beside them. */
public final class Authority {
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final String CURVE = "secp256r1";
  private static final int SERIAL_BITS = 120;
  private static final Duration OWN_LIFE = Duration.ofDays(3650);

  /** Clocks of machines differ. */
  private static final Duration EARLIER = Duration.ofHours(1);

  private final Path folder;
  private final X509Certificate certificate;
  private final PrivateKey key;

  private Authority(Path folder, X509Certificate certificate, PrivateKey key) {
    this.folder = folder;
    this.certificate = certificate;
    this.key = key;
  }

  /** Whether a folder has one, or a part of one. */
  public static boolean exists(Path folder) {
    return Files.exists(Papers.authority(folder)) || Files.exists(Papers.authorityKey(folder));
  }

  /**
   * Of a folder that has one.
   *
   * @throws IOException in one line: a part of it is missing or damaged
   */
  public static Authority open(Path folder) throws IOException {
    return new Authority(
        folder, Pem.certificate(Papers.authority(folder)), Pem.key(Papers.authorityKey(folder)));
  }

  /** A new one, in a folder that is made if need be, and is its owner's alone then. */
  public static Authority create(Path folder) throws IOException {
    Pem.makePrivate(folder);
    KeyPair pair = pair();
    X500Name name = new X500Name("CN=Sandstore Lab authority " + serial().toString(36));
    X509Certificate own =
        sign(name, pair.getPrivate(), name, pair, OWN_LIFE, Authority::mayOnlySign);
    Pem.write(Papers.authorityKey(folder), pair.getPrivate());
    Pem.write(Papers.authority(folder), own);
    return new Authority(folder, own, pair.getPrivate());
  }

  /** Whether there is a certificate for this name already. */
  public boolean has(NodeId name) {
    return Files.exists(Papers.in(folder, name).certificate());
  }

  /**
   * Makes a key and a certificate. A node's is for whoever is called and calls, anybody else's only
   * for who calls.
   */
  public void issue(NodeId name, Duration life) throws IOException {
    KeyPair pair = pair();
    X509Certificate issued =
        sign(
            new X500Name(certificate.getSubjectX500Principal().getName()),
            key,
            new X500Name("CN=" + name),
            pair,
            life,
            builder -> mayTakePart(builder, name));
    Papers papers = Papers.in(folder, name);
    Files.deleteIfExists(papers.key()); // of an attempt that did not come to its end
    Pem.write(papers.key(), pair.getPrivate());
    Pem.write(papers.certificate(), issued);
  }

  private interface Rights {
    void into(X509v3CertificateBuilder builder) throws IOException;
  }

  private static void mayOnlySign(X509v3CertificateBuilder builder) throws IOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
  }

  private static void mayTakePart(X509v3CertificateBuilder builder, NodeId name)
      throws IOException {
    KeyPurposeId[] purposes =
        name.isNode()
            ? new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}
            : new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth};
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, name.name())));
  }

  private static X509Certificate sign(
      X500Name issuer,
      PrivateKey signing,
      X500Name subject,
      KeyPair pair,
      Duration life,
      Rights rights)
      throws IOException {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            serial(),
            Date.from(now.minus(EARLIER)),
            Date.from(now.plus(life)),
            subject,
            pair.getPublic());
    try {
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      rights.into(builder);
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(signing)));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("a certificate for " + subject + " cannot be made: " + e, e);
    }
  }

  private static KeyPair pair() throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IOException("a key cannot be made: " + e, e);
    }
  }

  private static BigInteger serial() {
    return new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS);
  }
}

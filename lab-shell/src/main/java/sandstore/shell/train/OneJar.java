package sandstore.shell.train;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Puts the class path into one jar, in its order: of two files of one name the first counts, as it
 * would on the path. Whoever looks for services looks into every jar; with fifty of them that is a
 * tenth of a node's start. Nothing is compressed, since it is read far more often than written.
 */
public final class OneJar {
  /** Where a class file says for which Java it is; Java Virtual Machine Specification 4.1. */
  private static final int MAJOR_VERSION = 7;

  private static final byte JAVA_5 = 49;
  private static final byte JAVA_6 = 50;

  private static final String SERVICES = "META-INF/services/";

  /**
   * SLF4J takes one provider. Ours is not listed in our own jar, so that a program which embeds the
   * client logs as it likes.
   */
  private static final Map<String, byte[]> CHOSEN =
      Map.of(
          SERVICES + "org.slf4j.spi.SLF4JServiceProvider",
          "sandstore.wire.log.LogProvider\n".getBytes(StandardCharsets.US_ASCII));

  private final JarOutputStream out;
  private final Set<String> written = new HashSet<>();
  private final Map<String, ByteArrayOutputStream> services = new TreeMap<>();

  private OneJar(JarOutputStream out) {
    this.out = out;
  }

  /**
   * Gathers this process's own class path.
   *
   * @param args the jar to write
   */
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args[0]);
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MULTI_RELEASE, "true");
    try (JarOutputStream out =
        new JarOutputStream(new BufferedOutputStream(Files.newOutputStream(target), 1 << 16))) {
      out.setMethod(JarOutputStream.STORED);
      OneJar jar = new OneJar(out);
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      manifest.write(text);
      jar.write(JarFile.MANIFEST_NAME, text.toByteArray());
      for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
        if (Files.isDirectory(Path.of(path))) {
          jar.add(Path.of(path));
        } else {
          jar.add(new JarFile(path));
        }
      }
      jar.writeServices();
    }
  }

  private void add(JarFile jar) throws IOException {
    try (jar) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (!entry.isDirectory()) {
          try (InputStream in = jar.getInputStream(entry)) {
            add(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
  }

  private void add(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      add(
          folder.relativize(file).toString().replace(File.separatorChar, '/'),
          Files.readAllBytes(file));
    }
  }

  private void add(String name, byte[] bytes) throws IOException {
    if (signs(name) || written.contains(name)) {
      return;
    }
    if (name.startsWith(SERVICES)) {
      ByteArrayOutputStream lines =
          services.computeIfAbsent(name, n -> new ByteArrayOutputStream());
      lines.write(bytes);
      lines.write('\n');
    } else {
      if (name.endsWith(".class")) {
        renew(bytes);
      }
      write(name, bytes);
    }
  }

  /**
   * An archive of loaded classes holds none that were compiled for Java 5, as picocli's are. Java 6
   * differs from it in one thing, hints for the verifier, without which it works as before.
   */
  private static void renew(byte[] bytes) {
    if (bytes[MAJOR_VERSION - 1] == 0 && bytes[MAJOR_VERSION] == JAVA_5) {
      bytes[MAJOR_VERSION] = JAVA_6;
    }
  }

  /** A signature is of the jar that it came in. */
  private static boolean signs(String name) {
    return name.startsWith("META-INF/")
        && (name.endsWith(".SF") || name.endsWith(".RSA") || name.endsWith(".DSA"));
  }

  private void writeServices() throws IOException {
    Map<String, byte[]> all = new HashMap<>();
    services.forEach((name, lines) -> all.put(name, lines.toByteArray()));
    all.putAll(CHOSEN);
    for (Map.Entry<String, byte[]> service : all.entrySet()) {
      write(service.getKey(), service.getValue());
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    written.add(name);
    JarEntry entry = new JarEntry(name);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setCrc(crc.getValue());
    entry.setSize(bytes.length);
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }
}

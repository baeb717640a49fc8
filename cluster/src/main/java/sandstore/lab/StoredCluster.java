package sandstore.lab;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import sandstore.lab.process.Home;
import sandstore.wire.PlacementName;

/**
 * What cluster the folders of a home belong to, as {@code cluster.properties} says. The format is
 * the simplest that Java has: a JSON library would take longer to load than the first node takes to
 * be spawned.
 *
 * @param cluster id that every node's folder carries too; a letter first, as JRaft wants it
 * @param shape what {@code up} has to ask for to go on with it
 * @param roster its nodes
 */
record StoredCluster(String cluster, Shape shape, Roster roster) {
  private static final String FORMAT = "1";

  static StoredCluster fresh(Shape shape) {
    byte[] id = new byte[8];
    new SecureRandom().nextBytes(id);
    return new StoredCluster("c" + HexFormat.of().formatHex(id), shape, Roster.of(shape));
  }

  /**
   * @throws IOException if the file cannot be read
   * @throws Refusal if it says what no cluster can be
   */
  static Optional<StoredCluster> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties p = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      p.load(reader);
      if (!FORMAT.equals(p.getProperty("format"))) {
        throw new IllegalArgumentException("format " + p.getProperty("format"));
      }
      Shape shape =
          new Shape(
              p.getProperty("topology", ""),
              number(p, "nodes"),
              number(p, "zones"),
              number(p, "replicas"),
              p.getProperty("placement", PlacementName.DEFAULT),
              number(p, "chunkSizeBytes"),
              p.getProperty("pace", ""));
      return Optional.of(
          new StoredCluster(p.getProperty("cluster", ""), shape, Roster.read(p, shape)));
    } catch (IllegalArgumentException | Refusal e) {
      throw new Refusal(
          file + " is damaged: " + e.getMessage(),
          "put its copy back, or start with another home: lab --home DIR");
    }
  }

  /**
   * @throws Refusal if a cluster of this shape cannot go on with its data; says which can
   */
  void refuseOther(Shape asked, Path home) {
    if (asked.fits(shape)) {
      return;
    }
    boolean usual = shape.placement().equals(PlacementName.DEFAULT);
    throw new Refusal(
        (home + " holds the data of another cluster: " + shape.words())
            + (" in " + shape.zones() + (shape.zones() == 1 ? " zone, " : " zones, "))
            + (shape.replicas() + (shape.replicas() == 1 ? " replica" : " replicas"))
            + (usual ? "" : ", " + shape.placement() + " placement"),
        ("up " + shape.topology() + " --nodes " + shape.nodes())
            + (" --zones " + shape.zones() + " --replicas " + shape.replicas())
            + (usual ? "" : " --placement " + shape.placement())
            + " goes on with it; reset removes it");
  }

  private static int number(Properties p, String key) {
    return Integer.parseInt(p.getProperty(key, ""));
  }

  void write(Path file) throws IOException {
    Properties p = new Properties();
    p.setProperty("format", FORMAT);
    p.setProperty("cluster", cluster);
    p.setProperty("topology", shape.topology());
    p.setProperty("nodes", Integer.toString(shape.nodes()));
    p.setProperty("zones", Integer.toString(shape.zones()));
    p.setProperty("replicas", Integer.toString(shape.replicas()));
    p.setProperty("placement", shape.placement());
    p.setProperty("chunkSizeBytes", Integer.toString(shape.chunkSize()));
    p.setProperty("pace", shape.pace());
    roster.write(p);
    StringWriter text = new StringWriter();
    p.store(text, "the cluster whose data is in the folders beside");
    Home.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  StoredCluster as(Shape newShape) {
    return new StoredCluster(cluster, newShape, roster);
  }

  /** With other nodes; the shape follows. */
  StoredCluster with(Roster members) {
    return new StoredCluster(
        cluster, shape.resized(members.seats().size(), members.zones().size()), members);
  }
}

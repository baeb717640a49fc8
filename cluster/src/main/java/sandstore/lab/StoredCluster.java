package sandstore.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import sandstore.lab.process.Home;

/**
 * What cluster the folders of a home belong to, as {@code cluster.json} says.
 *
 * @param format of the file; this is 1
 * @param cluster id that every node's folder carries too
 */
record StoredCluster(int format, String cluster, Shape shape) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static StoredCluster fresh(Shape shape) {
    byte[] id = new byte[8];
    new SecureRandom().nextBytes(id);
    return new StoredCluster(1, "c" + HexFormat.of().formatHex(id), shape);
  }

  static Optional<StoredCluster> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), StoredCluster.class));
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
    }
  }

  void write(Path file) throws IOException {
    Home.replace(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
  }

  StoredCluster as(Shape newShape) {
    return new StoredCluster(format, cluster, newShape);
  }
}

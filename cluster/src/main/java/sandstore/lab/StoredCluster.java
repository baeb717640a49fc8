package sandstore.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import sandstore.lab.process.Home;
import sandstore.wire.NodeId;

/**
 * What cluster the folders of a home belong to, as {@code cluster.json} says.
 *
 * @param format of the file; this is 1
 * @param cluster id that every node's folder carries too
 * @param begun names of nodes that have served in this cluster: a folder of theirs that is empty
 *     has lost its data
 */
record StoredCluster(int format, String cluster, Shape shape, List<String> begun) {
  private static final ObjectMapper JSON = new ObjectMapper();

  StoredCluster {
    begun = List.copyOf(begun);
  }

  static StoredCluster fresh(Shape shape) {
    byte[] id = new byte[8];
    new SecureRandom().nextBytes(id);
    return new StoredCluster(1, HexFormat.of().formatHex(id), shape, List.of());
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
    return new StoredCluster(format, cluster, newShape, begun);
  }

  boolean hasBegun(NodeId node) {
    return begun.contains(node.name());
  }

  StoredCluster with(NodeId node, boolean begins) {
    List<String> names = new ArrayList<>(begun);
    names.remove(node.name());
    if (begins) {
      names.add(node.name());
    }
    return new StoredCluster(format, cluster, shape, names);
  }
}

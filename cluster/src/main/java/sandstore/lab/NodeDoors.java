package sandstore.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import sandstore.wire.Listening;
import sandstore.wire.NodeId;
import sandstore.wire.Papers;
import sandstore.wire.Tls;

/**
 * Where the nodes of a cluster listen, and by whose certificates they and the lab know each other.
 *
 * @param host an address of this machine
 * @param certificates a folder that {@code certs} made; none only on loopback
 */
public record NodeDoors(String host, Optional<Path> certificates) {
  /** As usual: nobody but this machine reaches them, and the token is enough. */
  public static final NodeDoors LOOPBACK =
      new NodeDoors(Listening.LOOPBACK.host(), Optional.empty());

  /**
   * @throws Refusal if the host is none, or is beyond loopback without certificates, or these are
   *     not whole
   */
  public NodeDoors {
    boolean loopback;
    try {
      loopback = InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new Refusal("there is no address " + Style.harmless(host), "up raft --bind 0.0.0.0");
    }
    if (!loopback && certificates.isEmpty()) {
      throw new Refusal(
          Style.harmless(host) + " can be reached from other machines, and needs certificates",
          "certs DIR makes them; then up raft --bind " + Style.harmless(host) + " --tls DIR");
    }
  }

  /**
   * @throws Refusal if there is no certificate for the node
   */
  Listening listening(NodeId node) {
    return new Listening(host, certificates.map(folder -> papers(folder, node)));
  }

  /**
   * How the lab, and its client, show who they are.
   *
   * @throws Refusal if its papers are not whole
   */
  Tls tls() {
    try {
      return Tls.of(certificates.map(folder -> papers(folder, NodeId.LAB)));
    } catch (IOException e) {
      throw new Refusal(
          String.valueOf(e.getMessage()), "certs DIR makes new ones in another folder");
    }
  }

  private static Papers papers(Path folder, NodeId name) {
    Papers papers = Papers.in(folder, name);
    if (!Files.exists(papers.certificate())) {
      throw new Refusal(
          "there is no certificate for " + name + " in " + folder,
          "certs " + folder + " --nodes 15 makes those that are missing");
    }
    return papers;
  }
}

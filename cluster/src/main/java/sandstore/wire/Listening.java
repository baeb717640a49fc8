package sandstore.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a node listens, and what protects its connections.
 *
 * @param host an address of this machine, or {@code 0.0.0.0} for all of them
 * @param papers none only on loopback
 */
public record Listening(String host, Optional<Papers> papers) {
  /** On loopback, where the token is enough. */
  public static final Listening LOOPBACK = new Listening("127.0.0.1", Optional.empty());

  /**
   * @throws IOException in one line: the host is none, or beyond this machine without papers
   */
  public void check() throws IOException {
    if (papers.isEmpty() && !address().isLoopbackAddress()) {
      throw new IOException(
          host + " is beyond loopback: nothing listens there without certificates (lab certs DIR)");
    }
  }

  /** Where processes of this machine reach it. */
  public String reached() {
    return host.equals("0.0.0.0") ? LOOPBACK.host : host;
  }

  /** As a server is told. */
  public InetSocketAddress at(int port) throws IOException {
    check();
    return new InetSocketAddress(address(), port);
  }

  private InetAddress address() throws IOException {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IOException("there is no address " + host, e);
    }
  }
}

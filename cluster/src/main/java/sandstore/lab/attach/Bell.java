package sandstore.lab.attach;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.wire.Token;

/**
 * A socket on loopback that costs next to nothing while nobody rings. Who rings says the token, a
 * line, and is told the port of what was opened for them, a line. Whoever does not know the token
 * is told nothing.
 */
final class Bell implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bell.class);
  private static final int PATIENCE_MILLIS = 2_000;
  private static final int TOKEN_CHARACTERS = 64;

  /** Opens what there is to open, once, and says on which port that is. */
  interface Opening {
    int open() throws IOException;
  }

  private final ServerSocket socket;
  private final Token token;
  private final Opening opening;

  private Bell(ServerSocket socket, Token token, Opening opening) {
    this.socket = socket;
    this.token = token;
    this.opening = opening;
  }

  /** Hangs it out, on a port that the system chooses. */
  static Bell hang(Token token, Opening opening) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Bell bell = new Bell(socket, token, opening);
    Thread thread = new Thread(bell::listen, "bell");
    thread.setDaemon(true);
    thread.start();
    return bell;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void listen() {
    try {
      while (true) {
        answerQuietly(socket.accept());
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        LOG.warn("the bell is broken: nobody can attach any more", e);
      }
    }
  }

  private void answerQuietly(Socket visitor) {
    try (visitor) {
      answer(visitor);
    } catch (IOException e) {
      LOG.info("someone rang, and could not be answered", e);
    }
  }

  private void answer(Socket visitor) throws IOException {
    visitor.setSoTimeout(PATIENCE_MILLIS);
    byte[] said = visitor.getInputStream().readNBytes(TOKEN_CHARACTERS);
    if (token.matches(new String(said, StandardCharsets.US_ASCII))) {
      String port = opening.open() + "\n";
      visitor.getOutputStream().write(port.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * Rings at a lab's door, and waits until it is open.
   *
   * @return the port of what was opened
   * @throws IOException if nobody is there, or does not open for this token
   */
  static int ring(int port, Token token) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      socket.setSoTimeout(5 * PATIENCE_MILLIS);
      socket.getOutputStream().write(token.hex().getBytes(StandardCharsets.US_ASCII));
      String answer =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      if (answer == null || !answer.matches("[0-9]{1,5}")) {
        throw new IOException("the lab does not open for this token");
      }
      return Integer.parseInt(answer);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.warn("the bell cannot be taken in", e);
    }
  }
}

package sandstore.wire;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Refuses, under TLS, a call in the name of a node or of the lab by whoever has not that one's
 * certificate: who it is decides what a reply means, and whose links are cut. Clients may call
 * themselves as they like: theirs are names of lanes in a history.
 */
final class ProvenNames implements ServerInterceptor {
  /** Of a subject's alternative names, RFC 5280, 4.2.1.6. */
  private static final Integer DNS_NAME = 2;

  @Override
  public <A, B> ServerCall.Listener<A> interceptCall(
      ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    String name = headers.get(Headers.FROM);
    if (session == null || name == null || !needsProof(name) || proves(session, name)) {
      return next.startCall(call, headers);
    }
    call.close(
        Status.UNAUTHENTICATED.withDescription("a certificate for the name of the caller"),
        new Metadata());
    return new ServerCall.Listener<A>() {};
  }

  private static boolean needsProof(String name) {
    return name.equals(NodeId.LAB.name()) || new NodeId(name).isNode();
  }

  private static boolean proves(SSLSession session, String name) {
    try {
      Certificate own = session.getPeerCertificates()[0]; // the others vouch for it
      return own instanceof X509Certificate its && names(its).contains(name);
    } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
      return false;
    }
  }

  private static List<String> names(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> all = certificate.getSubjectAlternativeNames();
    return all == null
        ? List.of()
        : all.stream().filter(n -> DNS_NAME.equals(n.get(0))).map(n -> (String) n.get(1)).toList();
  }
}

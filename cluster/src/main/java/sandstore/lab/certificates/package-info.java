/**
 * Certificates for nodes that other machines can reach: an authority of one's own, and one
 * certificate for each node and for the lab, signed by it.
 *
 * <p>On loopback the token of a home is all that nodes and lab ask of each other: whoever can read
 * it can read the data as well. On a network it could be read in passing, and a stranger could
 * answer in a node's place. So there all connections are TLS 1.3, and both ends prove who they are
 * by a certificate of this authority, for the name under which they are called ({@code
 * sandstore.wire.Tls}). The token is asked for all the same.
 *
 * <p>Keys are of the curve P-256. A key's file is made readable by its owner only before the key is
 * in it, and a process refuses a key that others can read. The authority's key signs, and is needed
 * for nothing else: keep it elsewhere once all certificates are made.
 *
 * <p><b>Left out.</b> Revocation: an authority is made in a second, and for a lab a new one is the
 * simpler answer to a stolen key. What a certificate allows beyond its name: any of this authority
 * may call anything.
 */
@NullMarked
package sandstore.lab.certificates;

import org.jspecify.annotations.NullMarked;

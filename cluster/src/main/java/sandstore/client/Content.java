package sandstore.client;

import sandstore.proto.FileInfo;

/**
 * What an operation wrote or read, as a history needs it.
 *
 * @param value of a file the content's SHA-256 in hexadecimal, empty if the whole was not seen; of
 *     a rename the new path
 * @param etag of the file's version; 0 = none
 * @param shown a short text that was put or got, itself; else empty
 * @param stale whether an old answer was asked for
 */
public record Content(String value, long etag, String shown, boolean stale) {
  static final Content NONE = new Content("", 0, "", false);

  static Content of(FileInfo info, String sha256, String shown, boolean stale) {
    return new Content(sha256, info.getFolder() ? 0 : info.getEtag(), shown, stale);
  }
}

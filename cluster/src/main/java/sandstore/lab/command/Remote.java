package sandstore.lab.command;

import java.util.LinkedHashMap;
import java.util.Map;
import sandstore.lab.Style;
import sandstore.proto.FileInfo;
import sandstore.proto.ReadStamp;

/** Files in the store, as commands speak of them. */
final class Remote {
  private Remote() {}

  /** A path of the store always begins at its root. */
  static String path(String typed) {
    return typed.startsWith("/") ? typed : "/" + typed;
  }

  /** For programs. */
  static Map<String, Object> fields(FileInfo info) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("path", info.getPath());
    fields.put("folder", info.getFolder());
    fields.put("length", info.getLength());
    fields.put("version", info.getVersion());
    fields.put("etag", info.getEtag());
    if (info.getFolder()) {
      fields.put("entries", info.getEntries());
      fields.put("filesBelow", info.getFilesBelow());
      fields.put("bytesBelow", info.getBytesBelow());
      fields.put("quotaFiles", info.getQuota().hasFiles() ? info.getQuota().getFiles() : -1);
      fields.put("quotaBytes", info.getQuota().hasBytes() ? info.getQuota().getBytes() : -1);
    }
    fields.put("chunks", info.getChunkCount());
    fields.put("modifiedMillis", info.getModifiedMillis());
    fields.put("sha256", java.util.HexFormat.of().formatHex(info.getSha256().toByteArray()));
    return fields;
  }

  /** {@code /big: 286 MiB in 36 chunks, version 2}. */
  static String describe(FileInfo info) {
    String path = Style.STRONG.of(Style.harmless(info.getPath()));
    if (info.getFolder()) {
      return path
          + ": a folder of "
          + count(info.getEntries(), "entry", "entries")
          + "; below it "
          + count(info.getFilesBelow(), "file", "files")
          + quota(info.getQuota().hasFiles(), info.getQuota().getFiles() + "")
          + " with "
          + Quantities.bytes(info.getBytesBelow())
          + quota(info.getQuota().hasBytes(), Quantities.bytes(info.getQuota().getBytes()));
    }
    return path
        + ": "
        + Quantities.bytes(info.getLength())
        + " in "
        + count(info.getChunkCount(), "chunk", "chunks")
        + ", version "
        + info.getVersion();
  }

  private static String quota(boolean set, String limit) {
    return set ? " (of at most " + limit + ")" : "";
  }

  static String count(long n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }

  /** How old a stale answer may be; empty for a linearizable one. */
  static String age(ReadStamp stamp) {
    return stamp.getStale()
        ? Style.WARN.of(
            "stale: "
                + stamp.getNode()
                + " had applied entry "
                + stamp.getAppliedIndex()
                + ", and last heard from a leader "
                + stamp.getAgeMillis()
                + " ms ago")
        : "";
  }
}

package sandstore.node.metadata;

import sandstore.proto.Quota;

/**
 * What a folder and all below it may hold at most.
 *
 * @param files -1 = as many as may be
 * @param bytes of file contents, replicas not counted; -1 = as many as may be
 */
record Limits(long files, long bytes) {
  static final Limits NONE = new Limits(-1, -1);

  static Limits of(Quota quota) {
    return quota.hasFiles() || quota.hasBytes()
        ? new Limits(
            quota.hasFiles() ? quota.getFiles() & Long.MAX_VALUE : -1,
            quota.hasBytes() ? quota.getBytes() & Long.MAX_VALUE : -1)
        : NONE;
  }

  boolean isNone() {
    return files < 0 && bytes < 0;
  }

  Quota toProto() {
    Quota.Builder quota = Quota.newBuilder();
    if (files >= 0) {
      quota.setFiles(files);
    }
    if (bytes >= 0) {
      quota.setBytes(bytes);
    }
    return quota.build();
  }
}

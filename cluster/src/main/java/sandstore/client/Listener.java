package sandstore.client;

import sandstore.wire.StoreException;

/**
 * Told of each operation as it begins and ends: what a history is made of. Ids grow from 1. The
 * kinds are the names of the methods. Called by the thread that called the operation; must not
 * throw.
 */
public interface Listener {
  void invoked(long id, String kind, String path);

  /**
   * @param index of the log, at which it was applied, or up to which the reader had applied
   * @param seen what was written or read
   */
  void ok(long id, String kind, String path, long index, Content seen);

  /**
   * Definite or unknown, as the exception is.
   *
   * @param meant what would have been written, as far as that was known by then
   */
  void failed(long id, String kind, String path, Content meant, StoreException failure);

  Listener NONE =
      new Listener() {
        @Override
        public void invoked(long id, String kind, String path) {}

        @Override
        public void ok(long id, String kind, String path, long index, Content seen) {}

        @Override
        public void failed(
            long id, String kind, String path, Content meant, StoreException failure) {}
      };
}

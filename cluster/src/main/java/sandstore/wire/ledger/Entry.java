package sandstore.wire.ledger;

import java.util.List;

/**
 * One line of the ledger. Paths are relative to the node's folder. Sequence numbers rise over all
 * entries of one ledger; a force settles what has a number up to the one at which it began.
 */
public sealed interface Entry {
  void applyTo(Unforced state);

  /** A file is about to get a name that nothing has. */
  record Created(long sequence, String path) implements Entry {
    @Override
    public void applyTo(Unforced state) {
      state.name(path, 0, sequence, false);
    }
  }

  /**
   * A file is about to lose its name.
   *
   * @param kept under which number it is kept, since its name is durable; 0 when it is not kept
   */
  record Deleting(long sequence, String path, long kept) implements Entry {
    @Override
    public void applyTo(Unforced state) {
      if (kept > 0) {
        state.name(path, kept, sequence, true);
        state.move(path, Unforced.kept(kept));
      } else {
        state.nothingStands(path);
        state.leave(path);
      }
    }
  }

  /**
   * A file is about to get another name, and to replace what has it.
   *
   * @param keptFrom number under which it is kept for its old name, if that is durable; else 0
   * @param keptTo number under which what it replaces is kept, if that is durable; else 0
   */
  record Renaming(long sequence, String from, String to, long keptFrom, long keptTo)
      implements Entry {
    @Override
    public void applyTo(Unforced state) {
      if (keptTo > 0) {
        state.name(to, keptTo, sequence, true);
        state.move(to, Unforced.kept(keptTo));
      } else {
        state.name(to, 0, sequence, false);
        state.leave(to);
      }
      if (keptFrom > 0) {
        state.name(from, keptFrom, sequence, true);
        state.alsoAt(from, Unforced.kept(keptFrom));
      }
    }
  }

  /** It has. */
  record Renamed(String from, String to) implements Entry {
    @Override
    public void applyTo(Unforced state) {
      state.nothingStands(from);
      state.move(from, to);
    }
  }

  /** The names in this folder that were changed up to then are durable. */
  record FolderForced(String folder, long upTo) implements Entry {
    @Override
    public void applyTo(Unforced state) {
      state.settle(folder, upTo);
    }
  }

  /** Said again at the beginning of a new piece of the ledger. */
  record Named(long sequence, String path, long kept) implements Entry {
    @Override
    public void applyTo(Unforced state) {
      state.name(path, kept, sequence, true);
    }
  }

  /**
   * A file is about to be written to.
   *
   * @param file a number for its bytes, whatever its name
   * @param forced length of the part that is durable
   * @param places where the file is found
   */
  record Dirty(int file, long forced, List<String> places) implements Entry {
    public Dirty {
      places = List.copyOf(places);
    }

    @Override
    public void applyTo(Unforced state) {
      state.dirty(file, forced, places);
    }
  }

  /** Bytes of the durable part are about to be overwritten; these stood there. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Overwritten(long sequence, int file, long position, byte[] old) implements Entry {
    @Override
    public void applyTo(Unforced state) {
      state.overwritten(file, this);
    }
  }

  /** What was written up to then is durable, up to this length. */
  record Forced(int file, long length, long upTo) implements Entry {
    @Override
    public void applyTo(Unforced state) {
      state.forced(file, length, upTo);
    }
  }

  /** All of the file is durable. */
  record Clean(int file) implements Entry {
    @Override
    public void applyTo(Unforced state) {
      state.clean(file);
    }
  }
}

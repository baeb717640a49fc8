package sandstore.node;

import java.io.IOException;
import java.nio.file.Path;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.node.disk.ForwardingDisk;
import sandstore.node.disk.ForwardingFile;

/**
 * A node that is broken on purpose: it never forces its log. Its arguments are those that a lab
 * gives to Java behind its flags; the last one counts.
 */
public final class UnforcedLogMain {
  private UnforcedLogMain() {}

  public static void main(String[] args) {
    NodeMain.run(new String[] {args[args.length - 1]}, Unforced::new);
  }

  private static final class Unforced extends ForwardingDisk {
    Unforced(Disk disk) {
      super(disk);
    }

    @Override
    public DiskFile open(Path file, Mode mode) throws IOException {
      DiskFile opened = super.open(file, mode);
      return file.toString().endsWith(".log") ? new UnforcedFile(opened) : opened;
    }
  }

  private static final class UnforcedFile extends ForwardingFile {
    UnforcedFile(DiskFile file) {
      super(file);
    }

    /** The mistake. */
    @Override
    public void force() {}
  }
}

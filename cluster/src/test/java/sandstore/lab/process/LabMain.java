package sandstore.lab.process;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import sandstore.wire.NodeId;

/** A lab to be killed: starts two children, pauses one, prints their ids, and waits. */
final class LabMain {
  private LabMain() {}

  public static void main(String[] args) throws Exception {
    Home home = Home.open(Path.of(args[0]));
    Spawner spawner = new Spawner(home, SpawnerTest.child(), Watchdog.start(), new Reaper(home));
    NodeProcess reader = SpawnerTest.start(spawner, NodeId.of(1));
    NodeProcess paused = SpawnerTest.start(spawner, NodeId.of(2));
    reader.listening().join();
    paused.listening().join();
    paused.pause();
    System.out.println(reader.pid() + " " + paused.pid());
    System.out.flush();
    new CountDownLatch(1).await();
  }
}

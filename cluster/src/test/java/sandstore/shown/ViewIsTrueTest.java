package sandstore.shown;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After each thing that can be done to a cluster, the view tells the truth again. */
final class ViewIsTrueTest {
  @TempDir Path folder;

  @Test
  void inRaft() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --chunk-size 64KiB");
      ViewIsTrue.at("up", lab);

      lab.bigFile("MANY", 300_000);
      lab.ok("put MANY /many; put --text one /one; mkdir /dir; put --text two /dir/two");
      ViewIsTrue.at("put", lab);
      lab.ok("put --text another /one; rm /many; mv /dir/two /three");
      ViewIsTrue.at("rm, mv and overwrite", lab);

      String leader = lab.leader();
      lab.ok("kill " + leader);
      lab.ok("wait leader != '' within 30s; put --text x /without-it");
      ViewIsTrue.at("kill leader", lab);
      lab.ok("start " + leader + "; put --text x /with-it");
      ViewIsTrue.at("start", lab);

      lab.ok("transfer node1");
      lab.ok("partition node1 | node2,node3,client");
      lab.ok("wait leader in ['node2','node3'] within 30s; put --text x /during");
      ViewIsTrue.at("partition", lab);
      lab.ok("heal; put --text x /healed");
      ViewIsTrue.at("heal", lab);

      String paused = lab.leader();
      lab.ok("pause " + paused + "; wait leader != '' within 30s; put --text x /paused");
      ViewIsTrue.at("pause", lab);
      lab.ok("resume " + paused + "; put --text x /resumed");
      ViewIsTrue.at("resume", lab);

      lab.ok("restart all; wait leader != '' within 30s; put --text x /restarted");
      ViewIsTrue.at("restart", lab);
    }
  }

  @Test
  void inReplicated() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up replicated --pace slow; put --text one /one; put --text two /two; rm /two");
      ViewIsTrue.at("put and rm", lab);
      lab.ok("wait leader == 'node1' within 30s; partition node1,client | node2,node3");
      lab.ok("wait nodes.filter(n, n.role == 'primary').size() == 2 within 30s");
      lab.ok("put --text mine /mine --at node1 --timeout 30s; rm /one --at node1");
      ViewIsTrue.at("two primaries", lab);
      lab.ok("heal");
      lab.ok("wait nodes.filter(n, n.role == 'primary').size() == 1 within 30s");
      ViewIsTrue.at("what one of them had is discarded", lab);
      String primary = lab.leader();
      lab.ok("kill " + primary + "; wait leader != '' within 30s; put --text x /x");
      ViewIsTrue.at("kill primary", lab);
      lab.ok("start " + primary + "; put --text y /y");
      ViewIsTrue.at("kill and start", lab);
    }
  }

  @Test
  void inBasic() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up basic; put --text one /one; put --text two /two; rm /two");
      ViewIsTrue.at("put and rm", lab);
      lab.ok("kill node1; start node1; put --text x /x");
      ViewIsTrue.at("kill and start", lab);
    }
  }
}

package sandstore.lab;

import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;
import sandstore.lab.process.Home;
import sandstore.lab.view.ClusterView;
import sandstore.proto.SnapshotRequest;
import sandstore.proto.TableResponse;
import sandstore.wire.Channels;
import sandstore.wire.Failures;
import sandstore.wire.NodeId;

/**
 * Who joins a Raft cluster and who leaves it, in steps that each leave it able to go on: at most
 * one peer comes or goes at a time, a newcomer gets the log before it gets a vote, a leaver loses
 * its vote before its process is stopped. A change that was cut short is taken up by the same
 * command.
 */
public final class Enrolment {
  /** Is told of each step when it is done. */
  public interface Telling {
    Telling NOBODY = text -> {};

    void step(String text);
  }

  private final LeaderCall leader;
  private final MemberSteps steps;
  private final Joining joining;
  private final Leaving leaving;

  Enrolment(
      Cluster cluster,
      Home home,
      RosterBook book,
      Fleet fleet,
      EventFeed feed,
      Channels hand,
      OwnEvents lab) {
    leader = new LeaderCall(feed, hand);
    steps = new MemberSteps(book, feed, leader);
    joining = new Joining(cluster, home, book, fleet, feed, steps);
    leaving = new Leaving(cluster, home, book, fleet, feed, lab, steps);
  }

  /** The members as the leader has them, no older than this call. */
  public TableResponse table() throws InterruptedException {
    return steps.table();
  }

  /**
   * A new node, or one that has not got as far as it was to go.
   *
   * @param named null: the next number
   * @param zone null: the one where it does most good
   * @param learner it gets no vote, even if there are fewer than five voters
   * @return which node it is
   */
  public NodeId add(@Nullable NodeId named, @Nullable String zone, boolean learner, Telling telling)
      throws InterruptedException {
    return joining.add(named, zone, learner, telling);
  }

  /** A node whose data was removed begins a new life, and its old one ends. */
  void comeBack(NodeId node, Telling telling) throws InterruptedException {
    joining.comeBack(node, telling);
  }

  /**
   * Takes a node out for good: its vote first, then its process, then its name. Its folder stays.
   *
   * @param force even if chunks are on it, whose copies there do not count any more then
   */
  public void remove(NodeId node, boolean force, Telling telling) throws InterruptedException {
    leaving.remove(node, force, telling);
  }

  /** Hands leadership to a voter; returns when it is seen to lead. */
  public void transfer(NodeId to) throws InterruptedException {
    steps.transfer(to);
  }

  /**
   * Makes a node save a snapshot now.
   *
   * @return the last index in it
   */
  public long snapshot(NodeId node) {
    steps.onlyRaft();
    try {
      return leader.stub(node).snapshot(SnapshotRequest.getDefaultInstance()).getIndex();
    } catch (StatusRuntimeException e) {
      throw Failures.fromStatus(e, true);
    }
  }

  /** {@code 3 of 5 voters must agree}. */
  public static String words(ClusterView view) {
    int voters = view.voters().size();
    return (voters / 2 + 1)
        + " of "
        + voters
        + (voters == 1 ? " voter" : " voters")
        + " must agree";
  }
}

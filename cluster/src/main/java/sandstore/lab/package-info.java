/**
 * The lab: spawns nodes, breaks them, observes them, and is the one door ({@link
 * sandstore.lab.Lab}) through which every face and every lesson acts. It knows a node only by what
 * crosses the wire or what the operating system says.
 *
 * <p><b>In.</b> A line as typed is taken apart by {@link sandstore.lab.Line}; its command, found by
 * name among all {@link sandstore.lab.LabCommand}s on the class path, is filled in by picocli and
 * run with a {@link sandstore.lab.Context}. It acts on the {@link sandstore.lab.Cluster}, says what
 * it has to say in {@link sandstore.lab.Reply replies}, and returns once the view shows what it
 * did. It succeeds, or throws one of four: {@link sandstore.lab.Refusal} (the person's mistake,
 * nothing changed), {@link sandstore.wire.DefiniteFailure}, {@link sandstore.lab.Unmet} (an
 * expectation was not met), {@link sandstore.wire.UnknownOutcome}. Exit statuses are 0, 2, 1, 1 and
 * 3.
 *
 * <p><b>Out.</b> Each node streams its events; the lab adds what only it sees (processes, faults,
 * its client's operations). {@code EventFeed} puts all in one order and folds them into the {@link
 * sandstore.lab.view.ClusterView}; whoever shows, checks or records anything reads that.
 *
 * <p><b>Faults</b> are one whole, versioned set of orders, which {@code OrdersDesk} carries to each
 * node; addresses travel in it too. A node that cannot answer now has them pending, and the view
 * says so.
 *
 * <p><b>Messages that wait.</b> In the same orders goes which kinds of messages are to wait for the
 * lab's word; what becomes of one, {@link sandstore.lab.Gatekeeper} tells the process that it waits
 * in. The view lists all of them, and they go on their way when their rule is taken back.
 *
 * <p><b>Faces</b> need no more of it than a {@link sandstore.lab.Door}, which a lab in another
 * process is too ({@link sandstore.lab.attach}): two terminals, one cluster.
 *
 * <p><b>Left out.</b> A cluster that outlives its lab: a node's standard input is the lab's, so
 * that no process is ever left behind, and that cannot be had both ways. The data stays, and {@code
 * up} goes on with it.
 */
@NullMarked
package sandstore.lab;

import org.jspecify.annotations.NullMarked;

/**
 * One lab, several terminals: how a process that has no lab of its own is let into the one that
 * holds the home.
 *
 * <p><b>The bell and the door.</b> To start a gRPC server costs more than to start the rest of a
 * lab, and most labs are never visited. So the lab only hangs out a bell ({@code Bell}), a plain
 * socket on loopback, whose port is in the home's file {@code door}. A visitor rings it with the
 * home's token; then the server is started, and its port is the answer. Both files can be read by
 * the home's owner only, and the token is asked for again with every call.
 *
 * <p><b>Lines in.</b> Each line is a call of {@code LabService.Run}: replies stream back as they
 * are made, then the ending. Ctrl-C is a message on the call, since whoever pressed it wants to
 * hear how the command ended; to cancel the call is to hang up, which stops the command too. A
 * visitor who does not read is waited for, as a terminal that was stopped with Ctrl-S would be.
 *
 * <p><b>The stream out.</b> {@code LabService.Watch} sends a picture of the view and then the
 * events, and the visitor folds them as the lab does. So its prompt, its status line and its
 * completion are the very same code over the same views.
 *
 * <p><b>Left out.</b> Other machines: whoever can type a command here can read and write this
 * person's files.
 */
@NullMarked
package sandstore.lab.attach;

import org.jspecify.annotations.NullMarked;

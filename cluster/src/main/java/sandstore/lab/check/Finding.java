package sandstore.lab.check;

import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;

/**
 * What an engine found out about one problem.
 *
 * @param culprit not linearizable: the operation whose return nothing explains, the first such
 * @param engine which one it was
 * @param steps configurations that it looked at
 * @param why unknown: why it gave up
 */
record Finding(
    Verdict verdict, @Nullable Operation culprit, String engine, long steps, String why) {}

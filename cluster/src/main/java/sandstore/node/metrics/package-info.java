/**
 * What a node measures of itself: calls of every service (how many, how long, how many bytes, how
 * many wait), the log's backlog, disk and memory.
 *
 * <p>The counting is done by plain adders in one interceptor ({@link
 * sandstore.node.metrics.CallMeter}); names, tags and units are Micrometer's ({@link
 * sandstore.node.metrics.Metrics}), which reads the adders when somebody asks.
 */
@NullMarked
package sandstore.node.metrics;

import org.jspecify.annotations.NullMarked;

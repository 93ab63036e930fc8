/**
 * Gauges and counters as plain values, and their Prometheus text exposition.
 */
@NullMarked
package channel.every.metrics;

import org.jspecify.annotations.NullMarked;

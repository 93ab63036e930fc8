/**
 * What a tuner's owner needs to know of a multiplex to share one read of it: where its programs lie and which packets are a program's.
 */
@NullMarked
package channel.every.tuner.mux;

import org.jspecify.annotations.NullMarked;

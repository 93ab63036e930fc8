/**
 * Tuners as an application sees them: connections to a channel, feeds of transport stream, and why one was refused.
 */
@NullMarked
package channel.every.tuner;

import org.jspecify.annotations.NullMarked;

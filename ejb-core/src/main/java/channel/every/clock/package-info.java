/**
 * The broadcast clock: PCR anchored to the stream's own UTC, and the chunk boundaries that follow from it (ECP-0010).
 */
@NullMarked
package channel.every.clock;

import org.jspecify.annotations.NullMarked;

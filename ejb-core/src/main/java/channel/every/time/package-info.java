/**
 * Broadcast time as integers: 33-bit PTS and PCR with their wrap, and ticks on a timescale (ISO/IEC 13818-1 2.4.2, 2.4.3.7).
 */
@NullMarked
package channel.every.time;

import org.jspecify.annotations.NullMarked;

/**
 * MPEG-2 transport stream packets: sync, continuity, adaptation fields and PES headers (ISO/IEC 13818-1 2.4.3).
 */
@NullMarked
package channel.every.ts;

import org.jspecify.annotations.NullMarked;

/**
 * ISO base media boxes of fragmented MP4 as far as CMAF needs them: split, measure and move onto the shared clock.
 */
@NullMarked
package channel.every.cmaf;

import org.jspecify.annotations.NullMarked;

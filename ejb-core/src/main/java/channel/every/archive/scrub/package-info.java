/**
 * Reads everything again before somebody needs it, puts aside what has rotted and gets it anew.
 */
@NullMarked
package channel.every.archive.scrub;

import org.jspecify.annotations.NullMarked;

/**
 * What a report means and what to do about it, in words and as a picture, and the evidence for it.
 */
@NullMarked
package channel.every.explain;

import org.jspecify.annotations.NullMarked;

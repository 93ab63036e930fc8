/** What the tuner API itself refuses. */
@NullMarked
package channel.every.tuner;

import org.jspecify.annotations.NullMarked;

/** A device on a real port, and what the client makes of it. */
@NullMarked
package channel.every.tuner.control;

import org.jspecify.annotations.NullMarked;

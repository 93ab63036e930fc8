/** The adapter with a hand-written container around it and a device on a real port. */
@NullMarked
package channel.every.tuner.ra;

import org.jspecify.annotations.NullMarked;

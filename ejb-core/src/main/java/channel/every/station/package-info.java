/**
 * A synthetic broadcast and the virtual HDHomeRun devices that receive it, for the demo and for tests.
 */
@NullMarked
package channel.every.station;

import org.jspecify.annotations.NullMarked;

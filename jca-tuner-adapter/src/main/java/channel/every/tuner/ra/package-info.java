/**
 * The resource adapter itself: the only code that speaks the Jakarta Connectors SPI.
 */
@NullMarked
package channel.every.tuner.ra;

import org.jspecify.annotations.NullMarked;

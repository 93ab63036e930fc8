/**
 * Source-clock windows: cutting a program at chunk boundaries into the canonical input of an encoder.
 */
@NullMarked
package channel.every.window;

import org.jspecify.annotations.NullMarked;

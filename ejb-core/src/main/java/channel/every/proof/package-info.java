/**
 * Where making and keeping meet: encode a window, archive it under a source identity, compare publishers.
 */
@NullMarked
package channel.every.proof;

import org.jspecify.annotations.NullMarked;

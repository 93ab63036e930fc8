/**
 * Keeping up with peers: their manifests first and whole, then the objects, each from whichever peer has it.
 */
@NullMarked
package channel.every.archive.sync;

import org.jspecify.annotations.NullMarked;

/**
 * What lets a reader take bytes from anyone: signed manifests that name the hashes of a publisher's windows, and objects that
 * are encrypted and named alike by every publisher (ECP-0032).
 */
@NullMarked
package channel.every.mesh;

import org.jspecify.annotations.NullMarked;

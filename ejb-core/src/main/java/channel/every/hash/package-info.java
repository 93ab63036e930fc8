/**
 * BLAKE3 and the Merkle tree over it: the identity of every byte that two publishers compare.
 */
@NullMarked
package channel.every.hash;

import org.jspecify.annotations.NullMarked;

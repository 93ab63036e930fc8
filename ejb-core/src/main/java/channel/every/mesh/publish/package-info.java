/**
 * What a publisher gives to relays: archived windows become groups of the encrypted mesh broadcasts, of the signed manifests and, where
 * the operator allows it, of clear broadcasts for stock players. It fills an origin and knows no relay.
 */
@NullMarked
package channel.every.mesh.publish;

import org.jspecify.annotations.NullMarked;

/**
 * What a subscriber makes of broadcasts: whole groups in the order in which they are complete, objects that a trusted manifest names,
 * and an archive of them. It reads tracks and knows no relay.
 */
@NullMarked
package channel.every.mesh.follow;

import org.jspecify.annotations.NullMarked;

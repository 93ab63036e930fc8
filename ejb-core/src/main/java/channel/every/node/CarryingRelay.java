package channel.every.node;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A relay that carries this node's streams, as the directory lists it.
 *
 * @param certificateHash of one whose certificate nobody vouches for, null of others
 */
record CarryingRelay(URI url, @Nullable String certificateHash) {}

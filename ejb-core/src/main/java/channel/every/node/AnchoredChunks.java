package channel.every.node;

import channel.every.clock.ChunkIndex;
import channel.every.clock.UtcAnchor;

/**
 * Since which window a publisher's clock has had the anchor that it has now.
 *
 * @param first the first window that was cut by it
 */
record AnchoredChunks(UtcAnchor anchor, ChunkIndex first) {}

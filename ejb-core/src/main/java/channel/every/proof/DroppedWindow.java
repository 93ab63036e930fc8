package channel.every.proof;

import channel.every.clock.ChunkIndex;

/** A window that lay in the input and was not encoded. */
public record DroppedWindow(ChunkIndex chunkIndex, String reason) {}

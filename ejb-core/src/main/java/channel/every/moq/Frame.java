package channel.every.moq;

/**
 * The smallest piece that is delivered whole.
 *
 * @param timestamp in the track's timescale; 0 where the protocol that brought it has none
 * @param payload opaque, shared by all readers and so never changed
 */
public record Frame(long timestamp, byte[] payload) {}

package channel.every.moq.transport;

/** Both directions of one stream; each ends for itself. */
public record BidirectionalStream(SendStream out, ReceiveStream in) {}

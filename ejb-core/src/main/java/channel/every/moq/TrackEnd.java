package channel.every.moq;

/** How a track came to its end. */
public sealed interface TrackEnd {
    /** Its publisher said that no further group comes. */
    record Ended() implements TrackEnd {}

    /** @param code as the peer gave it, or one of the session's @param reason for logs */
    record Failed(long code, String reason) implements TrackEnd {}
}

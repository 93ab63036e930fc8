package channel.every.moq;

/** How a track came to its end. */
public sealed interface TrackEnd {
    /** The code of a broadcast that is no more, as moq-rs names it "dropped". */
    long GONE = 24;

    /** The code of a track that another one has taken the place of. */
    long REPLACED = 12;

    /** Its publisher said that no further group comes. */
    record Ended() implements TrackEnd {}

    /** @param code as the peer gave it, or one of the session's @param reason for logs */
    record Failed(long code, String reason) implements TrackEnd {}
}

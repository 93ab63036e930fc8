package channel.every.moq.wire;

/** One direction of one stream, by what comes on it. */
public enum LiteStream {
    /** Of whoever opened a bidirectional stream: a request, then what belongs to it. */
    REQUEST,
    /** The answer to an ANNOUNCE request. */
    ANNOUNCEMENTS,
    /** The answer to SUBSCRIBE. */
    SUBSCRIPTION,
    /** The answer to TRACK. */
    TRACK_INFO,
    /** The answer to FETCH: the frames of a group. */
    FRAMES,
    /** The answer to PROBE. */
    PROBES,
    /** A unidirectional stream: SETUP, or GROUP and its frames. */
    UNIDIRECTIONAL,
    /** Further messages of a subscriber. */
    UPDATES,
    /** Nothing may follow. */
    NOTHING
}

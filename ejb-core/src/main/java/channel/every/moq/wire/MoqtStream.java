package channel.every.moq.wire;

/** One direction of one stream of moq-transport, by what comes on it. */
public enum MoqtStream {
    /** Of whoever opened a bidirectional stream: a request, then what changes it. */
    REQUEST,
    /** What answers it. */
    ANSWERS,
    /** A unidirectional stream: SETUP and what controls the session after it, or a subgroup and its objects. */
    UNIDIRECTIONAL
}

package channel.every.moq.session;

/** Why a stream or session is given up, in the numbers of moq-rs ({@code rs/moq-net/src/error.rs}), which every moq-lite peer knows. */
public enum SessionCode {
    /** Nobody wants it any more: no fault. */
    CANCEL(0),
    /** The group is older than its subscriber wants it. */
    OLD(2),
    TIMEOUT(3),
    /** Bytes that are no message. */
    DECODE(5),
    UNAUTHORIZED(6),
    UNEXPECTED_STREAM(10),
    /** A bound of this side would be passed. */
    BOUNDS_EXCEEDED(11),
    DUPLICATE(12),
    NOT_FOUND(13),
    PROTOCOL_VIOLATION(15),
    UNSUPPORTED(17),
    /** Its producer gave it up. */
    DROPPED(24),
    CLOSED(25),
    /** The reader is too far behind. */
    LAGGED(26),
    FRAME_TOO_LARGE(27),
    /** It had to make room. */
    EVICTED(31);

    private final long code;

    SessionCode(long code) {
        this.code = code;
    }

    public long code() {
        return code;
    }
}

package channel.every.moq.qmux;

/** Whether a frame of a stream was allowed. */
enum StreamVerdict {
    FINE,
    /** More bytes than were granted. */
    TOO_MUCH,
    /** A stream beyond those that were granted. */
    TOO_MANY,
    /** A stream that was never opened, or a direction that is not the peer's. */
    WRONG_WAY
}

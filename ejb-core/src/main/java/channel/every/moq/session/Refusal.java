package channel.every.moq.session;

/** What a session did not do for a peer, or not to its end. Counted by each. */
public enum Refusal {
    /** A group was superseded for longer than its subscriber bears. */
    GROUP_OLD,
    /** More groups waited for one subscription than may. */
    GROUP_BEHIND,
    /** A group was let go of for want of room while it was sent, or before. */
    GROUP_EVICTED,
    /** A group's producer gave it up. */
    GROUP_ABANDONED,
    /** The peer wanted no more of a group. */
    GROUP_STOPPED,
    /** A group came that is here already, or is wanted no more. */
    GROUP_UNWANTED,
    /** A frame larger than is taken, or more that has begun than is held. */
    FRAME_TOO_LARGE,
    /** Bytes that are no message. */
    MALFORMED,
    /** More announcements than a peer may have. */
    ANNOUNCEMENTS,
    /** More subscriptions, fetches or questions than a peer may have. */
    SUBSCRIPTIONS,
    /** A name that is empty or too long. */
    NAME,
    /** A broadcast that the peer's token does not let it see or announce. */
    SCOPE,
    /** An announcement that has been here before. */
    LOOP,
    /** No such broadcast, track or group. */
    NOT_FOUND,
    /** The peer did not answer in time. */
    TIMEOUT,
    /** The peer took nothing of what it had asked for, for long: its session was closed. */
    STUCK,
    /** The connection was not admitted. */
    ADMISSION,
    /** The token has expired. */
    EXPIRED;

    /** Whether it is of a group that its reader has not taken in time, where it had not. */
    boolean byReader() {
        return this == GROUP_OLD || this == GROUP_BEHIND || this == GROUP_EVICTED;
    }
}

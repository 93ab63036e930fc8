package channel.every.moq.session;

/** How much of messages that have begun and not ended a connection holds, of all its streams together. Within its executor. */
final class PartialBytes {
    private final long most;
    private long held;

    PartialBytes(long most) {
        this.most = most;
    }

    /** @return whether it is still within the bound */
    boolean changed(long by) {
        held += by;
        return held <= most;
    }

    long held() {
        return held;
    }
}

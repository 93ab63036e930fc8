package channel.every.moq.qmux;

/** The streams of one kind that this side opens, as many as the peer grants. */
final class OwnStreams {
    private long limit;
    private long opened;

    /** Whether these are more than before. */
    boolean grant(long limit) {
        boolean more = limit > this.limit;
        this.limit = Math.max(this.limit, limit);
        return more;
    }

    boolean exhausted() {
        return opened >= limit;
    }

    long open() {
        return opened++;
    }

    boolean opened(long index) {
        return index < opened;
    }
}

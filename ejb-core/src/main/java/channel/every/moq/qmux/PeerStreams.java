package channel.every.moq.qmux;

import java.util.OptionalLong;

/** The streams of one kind that the peer opens: so many at a time. */
final class PeerStreams {
    private final long most;
    private long limit;
    private long opened;
    private long ended;

    PeerStreams(long most) {
        this.most = most;
        this.limit = most;
    }

    boolean allows(long index) {
        return index < limit;
    }

    /** Streams below it that are not there any more have ended. */
    long opened() {
        return opened;
    }

    /** RFC 9000 3.2: with a stream, all of lower numbers open. */
    long open() {
        return opened++;
    }

    /** One has ended; the limit to tell, if half of what was granted is used. */
    OptionalLong end() {
        ended++;
        if (limit - ended > most / 2) {
            return OptionalLong.empty();
        }
        limit = ended + most;
        return OptionalLong.of(limit);
    }
}

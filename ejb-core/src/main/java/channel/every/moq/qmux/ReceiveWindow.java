package channel.every.moq.qmux;

import java.util.OptionalLong;

/** How many bytes the peer may send: a window more than were handed on, so that what it sends unread is bounded. */
final class ReceiveWindow {
    private final long size;
    private long limit;
    private long received;
    private long consumed;

    ReceiveWindow(long size) {
        this.size = size;
        this.limit = size;
    }

    /** Whether the peer was allowed to send these. */
    boolean receive(long bytes) {
        received += bytes;
        return received <= limit;
    }

    long received() {
        return received;
    }

    /** The limit to tell, if half of the window was used. */
    OptionalLong consume(long bytes) {
        consumed += bytes;
        if (limit - consumed > size / 2) {
            return OptionalLong.empty();
        }
        limit = consumed + size;
        return OptionalLong.of(limit);
    }
}

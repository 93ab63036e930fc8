package channel.every.moq.qmux;

/** How many bytes the peer will take, and how many it was sent. */
final class SendCredit {
    private long limit;
    private long sent;

    SendCredit(long limit) {
        this.limit = limit;
    }

    /** RFC 9000 4.1: a limit below an earlier one is old. */
    void raise(long limit) {
        this.limit = Math.max(this.limit, limit);
    }

    long left() {
        return limit - sent;
    }

    long sent() {
        return sent;
    }

    void use(int bytes) {
        sent += bytes;
    }
}

package channel.every.moq.qmux;

/** RFC 9000 2.1: the lowest bit tells who opened a stream, the next how many directions it has. */
final class StreamIds {
    private StreamIds() {}

    static long id(long index, boolean byServer, boolean bidirectional) {
        return index << 2 | (bidirectional ? 0 : 2) | (byServer ? 1 : 0);
    }

    static boolean byServer(long id) {
        return (id & 1) != 0;
    }

    static boolean bidirectional(long id) {
        return (id & 2) == 0;
    }

    static long index(long id) {
        return id >> 2;
    }
}

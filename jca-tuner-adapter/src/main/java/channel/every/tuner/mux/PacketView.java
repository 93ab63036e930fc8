package channel.every.tuner.mux;

/** Where the fields of a transport packet lie (ISO 13818-1 2.4.3.2). */
final class PacketView {
    static final int BYTES = 188;
    static final byte SYNC = 0x47;

    private static final int HEADER_BYTES = 4;

    private PacketView() {}

    /** The first packet from {@code from} on: where a sync byte stands and another a packet later. {@code end} when there is none. */
    static int next(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && (bytes[at] != SYNC || at + BYTES < end && bytes[at + BYTES] != SYNC)) {
            at++;
        }
        return at;
    }

    static int pid(byte[] bytes, int at) {
        return (bytes[at + 1] & 0x1F) << 8 | bytes[at + 2] & 0xFF;
    }

    static boolean starts(byte[] bytes, int at) {
        return (bytes[at + 1] & 0x40) != 0;
    }

    /** First byte of the payload; the packet's end when it has none. */
    static int payload(byte[] bytes, int at) {
        int control = bytes[at + 3] >> 4 & 3;
        if ((control & 1) == 0) {
            return at + BYTES;
        }
        int from = control == 1 ? at + HEADER_BYTES : at + HEADER_BYTES + 1 + (bytes[at + HEADER_BYTES] & 0xFF);
        return Math.min(from, at + BYTES);
    }
}

package channel.every.window;

import channel.every.time.Pts;

/** A PES header with time stamps and without any other optional field (ISO/IEC 13818-1 2.4.3.6). */
final class StampedHeader {
    private static final int FIXED = 9;
    private static final int STAMP = 5;
    private static final int LONGEST_PACKET = 0xFFFF;

    private StampedHeader() {}

    /**
     * Stream id, flags of the content and whether the length is told are those of the packet that starts at {@code start}.
     *
     * @param content bytes of the elementary stream that follow
     */
    static byte[] of(byte[] packet, int start, int content, long pts, long dts) {
        boolean both = pts != dts;
        int stamps = both ? 2 * STAMP : STAMP;
        byte[] header = new byte[FIXED + stamps];
        System.arraycopy(packet, start, header, 0, 4);
        boolean told = (packet[start + 4] | packet[start + 5]) != 0;
        int length = header.length - 6 + content;
        if (told && length <= LONGEST_PACKET) {
            header[4] = (byte) (length >>> 8);
            header[5] = (byte) length;
        }
        header[6] = packet[start + 6];
        header[7] = (byte) (both ? 0xC0 : 0x80);
        header[8] = (byte) stamps;
        write(header, FIXED, both ? 3 : 2, pts);
        if (both) {
            write(header, FIXED + STAMP, 1, dts);
        }
        return header;
    }

    /** 2.4.3.7: 3, 15 and 15 bits, a marker bit behind each. */
    private static void write(byte[] bytes, int at, int prefix, long ticks) {
        long stamp = ticks & Pts.MODULUS - 1;
        bytes[at] = (byte) (prefix << 4 | (int) (stamp >>> 29) & 0xE | 1);
        bytes[at + 1] = (byte) (stamp >>> 22);
        bytes[at + 2] = (byte) (stamp >>> 14 | 1);
        bytes[at + 3] = (byte) (stamp >>> 7);
        bytes[at + 4] = (byte) (stamp << 1 | 1);
    }
}

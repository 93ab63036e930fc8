package channel.every.tuner.ra;

import java.util.Arrays;

/**
 * Follows the sync byte of every 188th byte (ISO 13818-1 2.4.3.2). It does not cut or repair anything: it tells whether bytes are a
 * transport stream at all, and counts those that stand outside of packets.
 */
final class SyncWatch {
    static final int PACKET_BYTES = 188;
    private static final byte SYNC = 0x47;

    /** Sync bytes in a row that make a packet grid; ISO 13818-1 annex G.1 suggests five. */
    private static final int PROOF = 5;

    private final int[] run = new int[PACKET_BYTES];
    private int phase;
    private int untilSync;
    private boolean locked;
    private boolean proven;
    private long hunted;
    private long malformed;

    void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            at = locked ? follow(bytes, at, end) : hunt(bytes, at, end);
        }
    }

    private int follow(byte[] bytes, int from, int end) {
        int at = from;
        while (end - at > untilSync) {
            at += untilSync;
            if (bytes[at] != SYNC) {
                locked = false;
                hunted = 0;
                phase = 0;
                Arrays.fill(run, 0);
                return at;
            }
            untilSync = PACKET_BYTES;
        }
        untilSync -= end - at;
        return end;
    }

    private int hunt(byte[] bytes, int from, int end) {
        for (int at = from; at < end; at++) {
            hunted++;
            run[phase] = bytes[at] == SYNC ? run[phase] + 1 : 0;
            if (run[phase] == PROOF) {
                // The grid began PROOF - 1 packets ago; the byte just read begins the next packet.
                malformed += Math.max(0, hunted - 1 - (PROOF - 1) * PACKET_BYTES);
                hunted = 0;
                locked = true;
                proven = true;
                untilSync = PACKET_BYTES;
                return at;
            }
            phase = phase + 1 == PACKET_BYTES ? 0 : phase + 1;
        }
        return end;
    }

    /** A packet grid was seen. */
    boolean proven() {
        return proven;
    }

    /** How many of the last bytes begin a packet that is not whole yet; 0 while there is no grid. */
    int unfinishedBytes() {
        return locked ? (PACKET_BYTES - untilSync) % PACKET_BYTES : 0;
    }

    /** Bytes since the grid was lost, or since the beginning; 0 while it holds. */
    long bytesWithoutSync() {
        return hunted;
    }

    /** Bytes outside of packets so far. */
    long malformedBytes() {
        return malformed + hunted;
    }
}

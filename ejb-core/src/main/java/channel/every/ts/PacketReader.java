package channel.every.ts;

import static channel.every.ts.TsPacket.SIZE;
import static channel.every.ts.TsPacket.SYNC_BYTE;

import java.nio.ByteBuffer;

/**
 * Finds the packets in bytes that arrive cut anywhere. What the sink sees does not depend on the cuts. Synchronisation needs
 * five sync bytes in a row; a single corrupted one costs its packet only (TR 101 290 5.2.1, 1.1 and 1.2).
 */
public final class PacketReader {
    /** TR 101 290 1.1: five consecutive correct sync bytes should be sufficient for sync acquisition. */
    private static final int LOCK_PACKETS = 5;

    /** Bytes that show whether an offset is a packet start: up to and with the fifth sync byte. */
    private static final int LOCK_SPAN = (LOCK_PACKETS - 1) * SIZE + 1;

    /** Endless garbage is reported in steps of this many bytes. */
    private static final int SKIP_REPORT = 1 << 16;

    private final PacketSink sink;
    private final TsPacket packet = new TsPacket();

    /** The undecided end of what was fed: less than a lock span, then joined by the next bytes. */
    private final byte[] carry = new byte[2 * LOCK_SPAN];

    /** Bytes on their way from a buffer into the carry. */
    private final byte[] loose = new byte[LOCK_SPAN];

    private int carried;
    private boolean locked;
    private int skipped;

    public PacketReader(PacketSink sink) {
        this.sink = sink;
    }

    /** Takes the next bytes of the stream and does not keep the array. */
    public void feed(byte[] bytes, int offset, int length) {
        int position = offset;
        int end = offset + length;
        while (carried > 0 && position < end) {
            int before = carried;
            int joined = Math.min(end - position, carry.length - before);
            System.arraycopy(bytes, position, carry, before, joined);
            int consumed = scan(carry, 0, before + joined);
            if (consumed >= before) {
                position += consumed - before;
                carried = 0;
            } else {
                position += joined;
                keep(carry, consumed, before + joined);
            }
        }
        if (position < end) {
            keep(bytes, scan(bytes, position, end), end);
        }
    }

    /** The same for the bytes from a big-endian buffer's position to its limit, which may lie outside the Java heap. */
    public void feed(ByteBuffer bytes) {
        int position = bytes.position();
        int end = bytes.limit();
        while (position < end) {
            if (locked && carried == 0) {
                position = sink.packets(bytes, position, end, packet);
            }
            // up to the next packet start, or through a stretch where there is none
            int step = Math.min(end - position, locked && carried < SIZE ? SIZE - carried : LOCK_SPAN);
            bytes.get(position, loose, 0, step);
            feed(loose, 0, step);
            position += step;
        }
    }

    /** The stream ends: what is still undecided are packets if all of its sync bytes say so, else it is skipped. */
    public void finish() {
        int position = 0;
        if (endsInPackets()) {
            reportSkipped();
            for (; carried - position >= SIZE; position += SIZE) {
                sink.packet(packet.at(carry, position));
            }
        }
        skip(carried - position);
        reportSkipped();
        carried = 0;
        locked = false;
    }

    /** Delivers what is decided and returns where the undecided bytes start. */
    private int scan(byte[] bytes, int from, int end) {
        int position = from;
        while (true) {
            if (locked) {
                position = sink.packets(ByteBuffer.wrap(bytes), position, end, packet);
                if (position == end || bytes[position] == SYNC_BYTE || end - position <= SIZE) {
                    return position;
                }
                if (bytes[position + SIZE] == SYNC_BYTE) {
                    skip(SIZE);
                    reportSkipped();
                    position += SIZE;
                    continue;
                }
                locked = false;
            }
            while (end - position >= LOCK_SPAN && !startsPackets(bytes, position)) {
                position++;
                skip(1);
            }
            if (end - position < LOCK_SPAN) {
                return position;
            }
            reportSkipped();
            locked = true;
        }
    }

    private static boolean startsPackets(byte[] bytes, int position) {
        for (int i = 0; i < LOCK_PACKETS; i++) {
            if (bytes[position + i * SIZE] != SYNC_BYTE) {
                return false;
            }
        }
        return true;
    }

    private boolean endsInPackets() {
        for (int position = 0; position < carried; position += SIZE) {
            if (carry[position] != SYNC_BYTE) {
                return false;
            }
        }
        return true;
    }

    private void keep(byte[] bytes, int from, int end) {
        carried = end - from;
        System.arraycopy(bytes, from, carry, 0, carried);
    }

    private void skip(int bytes) {
        skipped += bytes;
        if (skipped >= SKIP_REPORT) {
            reportSkipped();
        }
    }

    private void reportSkipped() {
        if (skipped > 0) {
            sink.skipped(skipped);
            skipped = 0;
        }
    }
}

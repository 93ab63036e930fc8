package channel.every.station;

import channel.every.time.Pcr;
import channel.every.time.Pts;
import channel.every.ts.TsPacket;

/** Writes the clock's fields into packets that already have room for them. */
final class ClockFields {
    private static final int FLAGS = 7;
    private static final int FIRST_STAMP = 9;
    private static final int STAMP_LENGTH = 5;

    private ClockFields() {}

    /** Sets the PCR of the packet at {@code packet}, wrapping {@code ticks} at 27 MHz (ISO/IEC 13818-1 2.4.3.4). */
    static void writePcr(byte[] buffer, int packet, long ticks) {
        Pcr pcr = Pcr.wrapped(ticks);
        long base = pcr.base();
        int at = packet + 6;
        buffer[at] = (byte) (base >>> 25);
        buffer[at + 1] = (byte) (base >>> 17);
        buffer[at + 2] = (byte) (base >>> 9);
        buffer[at + 3] = (byte) (base >>> 1);
        // six reserved bits of ones between base and extension
        buffer[at + 4] = (byte) ((base & 1) << 7 | 0x7E | pcr.extension() >>> 8);
        buffer[at + 5] = (byte) pcr.extension();
    }

    /** Sets PTS and, where the header has one, DTS of the PES packet that starts at {@code pes} (ISO/IEC 13818-1 2.4.3.6). */
    static void writeTimeStamps(byte[] buffer, int pes, long pts, long dts) {
        boolean both = (buffer[pes + FLAGS] & 0x40) != 0;
        writeStamp(buffer, pes + FIRST_STAMP, both ? 3 : 2, pts);
        if (both) {
            writeStamp(buffer, pes + FIRST_STAMP + STAMP_LENGTH, 1, dts);
        }
    }

    private static void writeStamp(byte[] buffer, int at, int prefix, long ticks) {
        long stamp = Pts.wrapped(ticks).ticks();
        buffer[at] = (byte) (prefix << 4 | stamp >>> 29 & 0xE | 1);
        buffer[at + 1] = (byte) (stamp >>> 22);
        buffer[at + 2] = (byte) (stamp >>> 14 | 1);
        buffer[at + 3] = (byte) (stamp >>> 7);
        buffer[at + 4] = (byte) (stamp << 1 | 1);
    }

    /** Adds to the four bits of a packet's continuity counter. */
    static void advanceContinuity(byte[] buffer, int packet, long steps) {
        int header = packet + 3;
        buffer[header] = (byte) (buffer[header] & 0xF0 | (int) (buffer[header] + steps & 0xF));
    }

    static void writeHeader(byte[] buffer, int packet, int pid, boolean unitStart, int control, int continuity) {
        buffer[packet] = TsPacket.SYNC_BYTE;
        buffer[packet + 1] = (byte) ((unitStart ? 0x40 : 0) | pid >>> 8);
        buffer[packet + 2] = (byte) pid;
        buffer[packet + 3] = (byte) (control << 4 | continuity & 0xF);
    }
}

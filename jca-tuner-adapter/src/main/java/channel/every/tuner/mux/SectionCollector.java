package channel.every.tuner.mux;

import java.util.Arrays;
import java.util.function.Consumer;

/** Joins the sections of one PID (ISO 13818-1 2.4.4) and passes on those whose CRC is right. A lost packet loses its section. */
final class SectionCollector {
    /** ISO 13818-1 2.4.4: header of three bytes and at most 4093 more. */
    private static final int MAX_SECTION_BYTES = 4096;

    private static final int LENGTH_END = 3;
    private static final int STUFFING = 0xFF;

    private final Consumer<byte[]> sections;
    private final byte[] gathered = new byte[MAX_SECTION_BYTES + PacketView.BYTES];
    private int filled;
    private int lastCounter = -1;

    SectionCollector(Consumer<byte[]> sections) {
        this.sections = sections;
    }

    void packet(byte[] bytes, int at) {
        int from = PacketView.payload(bytes, at);
        int end = at + PacketView.BYTES;
        if (from >= end) {
            return;
        }
        int counter = bytes[at + 3] & 0xF;
        if (counter == lastCounter) {
            return;
        }
        boolean joins = counter == (lastCounter + 1 & 0xF);
        lastCounter = counter;
        if (!joins) {
            filled = 0;
        }
        if (PacketView.starts(bytes, at)) {
            int start = from + 1 + (bytes[from] & 0xFF);
            if (start > end) {
                filled = 0;
                return;
            }
            if (filled > 0) {
                append(bytes, from + 1, start);
            }
            filled = 0;
            append(bytes, start, end);
        } else if (filled > 0) {
            append(bytes, from, end);
        }
    }

    private void append(byte[] bytes, int from, int to) {
        if (to <= from) {
            return;
        }
        System.arraycopy(bytes, from, gathered, filled, to - from);
        filled += to - from;
        while (filled >= LENGTH_END && (gathered[0] & 0xFF) != STUFFING) {
            int length = LENGTH_END + ((gathered[1] & 0xF) << 8 | gathered[2] & 0xFF);
            if (filled < length) {
                return;
            }
            byte[] section = Arrays.copyOf(gathered, length);
            if (Crc.of(section, length) == 0) {
                sections.accept(section);
            }
            System.arraycopy(gathered, length, gathered, 0, filled - length);
            filled -= length;
        }
        if (filled >= LENGTH_END || filled > 0 && (gathered[0] & 0xFF) == STUFFING) {
            filled = 0;
        }
    }
}

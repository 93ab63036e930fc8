package channel.every.tuner.mux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The program association section of a multiplex (ISO 13818-1 2.4.4.3).
 *
 * @param version 0 to 31
 * @param programs PIDs of the program maps, by program number; 0 stands for the network's table
 */
public record ProgramTable(int transportStreamId, int version, SortedMap<Integer, Integer> programs) {
    static final int TABLE_ID = 0;

    private static final int MAP_TABLE_ID = 2;
    private static final int GUIDE_TABLE_ID = 0xC7;
    private static final int HEADER_BYTES = 8;
    private static final int CRC_BYTES = 4;

    public ProgramTable {
        programs = Collections.unmodifiableSortedMap(new TreeMap<>(programs));
    }

    /** @return null when the section is of another table, not yet valid, or broken */
    static @Nullable ProgramTable read(byte[] section) {
        if (section.length < HEADER_BYTES + CRC_BYTES || section[0] != TABLE_ID || (section[5] & 1) == 0) {
            return null;
        }
        SortedMap<Integer, Integer> programs = new TreeMap<>();
        for (int at = HEADER_BYTES; at + 4 <= section.length - CRC_BYTES; at += 4) {
            programs.put(u16(section, at), u16(section, at + 2) & 0x1FFF);
        }
        return new ProgramTable(u16(section, 3), section[5] >> 1 & 0x1F, programs);
    }

    /** The same table with one program of it alone, as a packet. */
    byte[] packetOf(int program, int counter) {
        List<Map.Entry<Integer, Integer>> kept = new ArrayList<>(programs.entrySet());
        kept.removeIf(e -> e.getKey() != 0 && e.getKey() != program);
        int length = HEADER_BYTES + 4 * kept.size() + CRC_BYTES;
        byte[] packet = new byte[PacketView.BYTES];
        Arrays.fill(packet, (byte) 0xFF);
        byte[] section = new byte[length];
        section[0] = TABLE_ID;
        put16(section, 1, 0xB000 | length - 3);
        put16(section, 3, transportStreamId);
        section[5] = (byte) (0xC1 | version << 1);
        int at = HEADER_BYTES;
        for (Map.Entry<Integer, Integer> entry : kept) {
            put16(section, at, entry.getKey());
            put16(section, at + 2, 0xE000 | entry.getValue());
            at += 4;
        }
        int crc = Crc.of(section, at);
        put16(section, at, crc >>> 16);
        put16(section, at + 2, crc);
        packet[0] = PacketView.SYNC;
        packet[1] = 0x40;
        packet[2] = 0;
        packet[3] = (byte) (0x10 | counter);
        packet[4] = 0;
        System.arraycopy(section, 0, packet, 5, length);
        return packet;
    }

    /** PIDs of a program map section: its clock and its streams (ISO 13818-1 2.4.4.8); null for another program or table. */
    static @Nullable BitSet streams(byte[] section, int program) {
        if (section.length < HEADER_BYTES + 4 + CRC_BYTES
                || section[0] != MAP_TABLE_ID
                || u16(section, 3) != program
                || (section[5] & 1) == 0) {
            return null;
        }
        BitSet pids = new BitSet();
        pids.set(u16(section, 8) & 0x1FFF);
        int at = 12 + (u16(section, 10) & 0xFFF);
        while (at + 5 <= section.length - CRC_BYTES) {
            pids.set(u16(section, at + 1) & 0x1FFF);
            at += 5 + (u16(section, at + 3) & 0xFFF);
        }
        return pids;
    }

    /** PIDs that an ATSC master guide names (A/65 6.2); null for another table. */
    static @Nullable BitSet guide(byte[] section) {
        if (section.length < 11 + CRC_BYTES || (section[0] & 0xFF) != GUIDE_TABLE_ID) {
            return null;
        }
        BitSet pids = new BitSet();
        int at = 11;
        for (int left = u16(section, 9); left > 0 && at + 11 <= section.length - CRC_BYTES; left--) {
            pids.set(u16(section, at + 2) & 0x1FFF);
            at += 11 + (u16(section, at + 9) & 0xFFF);
        }
        return pids;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    private static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }
}

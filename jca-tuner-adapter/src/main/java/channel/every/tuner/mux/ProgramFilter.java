package channel.every.tuner.mux;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes one program out of a multiplex: its streams, its map, a program association that names it alone, and the tables that are
 * about the whole broadcast (time, channels, guide). Of equal multiplexes it makes equal streams but for the continuity counter of that association.
 */
public final class ProgramFilter {
    private static final int PIDS = 0x2000;
    private static final int PAT = 0;
    private static final int ATSC_PSIP = 0x1FFB;

    /** DVB's network, service, event, running status and time tables (EN 300 468 table 1). */
    private static final int FIRST_DVB = 0x10;

    private static final int LAST_DVB = 0x14;

    private final int program;
    private final boolean[] passes = new boolean[PIDS];
    private final SectionCollector association = new SectionCollector(this::associated);
    private final SectionCollector guide = new SectionCollector(this::guided);
    private SectionCollector map = new SectionCollector(this::mapped);
    private @Nullable ProgramTable table;
    private int mapPid = -1;
    private BitSet streams = new BitSet();
    private BitSet guides = new BitSet();
    private int counter;
    private byte @Nullable [] due;

    /** @param program its number in the program association, 1 to 65535 */
    public ProgramFilter(int program) {
        if (program < 1 || program > 0xFFFF) {
            throw new IllegalArgumentException("program must be 1 to 65535: " + program);
        }
        this.program = program;
        choose();
    }

    /**
     * Whole packets of the multiplex; of a broken one too, whose bytes are passed by.
     *
     * @return whole packets of the program, in a new array; empty until the first table names it
     */
    public byte[] filter(byte[] packets, int offset, int length) {
        byte[] kept = new byte[length];
        int filled = 0;
        int end = offset + length;
        for (int at = offset; at + PacketView.BYTES <= end; at += PacketView.BYTES) {
            if (packets[at] != PacketView.SYNC) {
                at = PacketView.next(packets, at + 1, end);
                if (at + PacketView.BYTES > end) {
                    break;
                }
            }
            byte[] from = packets;
            int start = at;
            int pid = PacketView.pid(packets, at);
            if (pid == PAT) {
                due = null;
                association.packet(packets, at);
                if (due == null) {
                    continue;
                }
                from = due;
                start = 0;
            } else if (pid == mapPid) {
                map.packet(packets, at);
            } else if (pid == ATSC_PSIP) {
                guide.packet(packets, at);
            }
            if (passes[pid] || pid == PAT) {
                System.arraycopy(from, start, kept, filled, PacketView.BYTES);
                filled += PacketView.BYTES;
            }
        }
        return filled == length ? kept : Arrays.copyOf(kept, filled);
    }

    /** What the multiplex last said its programs are; null before it did. */
    public @Nullable ProgramTable table() {
        return table;
    }

    private void associated(byte[] section) {
        ProgramTable read = ProgramTable.read(section);
        if (read == null) {
            return;
        }
        table = read;
        Integer pid = read.programs().get(program);
        if (pid == null) {
            mapPid = -1;
            streams = new BitSet();
            choose();
            return;
        }
        if (pid != mapPid) {
            mapPid = pid;
            map = new SectionCollector(this::mapped);
            streams = new BitSet();
            choose();
        }
        due = read.packetOf(program, counter);
        counter = counter + 1 & 0xF;
    }

    private void mapped(byte[] section) {
        BitSet named = ProgramTable.streams(section, program);
        if (named != null && !named.equals(streams)) {
            streams = named;
            choose();
        }
    }

    private void guided(byte[] section) {
        BitSet named = ProgramTable.guide(section);
        if (named != null && !named.equals(guides)) {
            guides = named;
            choose();
        }
    }

    private void choose() {
        for (int pid = 1; pid < PIDS - 1; pid++) {
            passes[pid] = pid == mapPid
                    || pid == ATSC_PSIP
                    || pid >= FIRST_DVB && pid <= LAST_DVB
                    || streams.get(pid)
                    || guides.get(pid);
        }
    }
}

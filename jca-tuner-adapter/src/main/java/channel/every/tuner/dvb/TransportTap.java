package channel.every.tuner.dvb;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import channel.every.tuner.TunerException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/**
 * Takes transport stream from a tuned frontend: a filter for each PID, or one for all, on the demultiplexer, whose packets come
 * out of the dvr node. One thread reads; the nodes belong to whoever opened them.
 */
final class TransportTap {
    /** ISO 13818-1 2.4.3.2 */
    static final int PACKET_BYTES = 188;

    /** The PID that stands for all of them (linux/dvb/dmx.h, and dvb_demux.c's DMX_MAX_PID). */
    static final int WHOLE_MULTIPLEX = 0x2000;

    /** Three seconds of ATSC, more than one of the fastest satellite; whole packets. */
    static final int BUFFER_BYTES = 40_000 * PACKET_BYTES;

    /** What one read of the kernel takes at most; whole packets. */
    private static final int CHUNK_BYTES = 348 * PACKET_BYTES;

    static final int DMX_IN_FRONTEND = 0;
    static final int DMX_OUT_TS_TAP = 2;
    static final int DMX_PES_OTHER = 20;
    static final int DMX_IMMEDIATE_START = 4;

    private final DeviceNode dvr;
    private long overflows;

    /** @param bufferBytes what the kernel keeps for a reader that is late */
    TransportTap(DeviceNode dvr, int bufferBytes) throws DeviceNodeException {
        this.dvr = dvr;
        dvr.control(Ioctl.DMX_SET_BUFFER_SIZE, bufferBytes);
    }

    /** Lets packets through from now on; each PID takes a demultiplexer node of its own. */
    static void pass(DeviceNode demux, int pid) throws DeviceNodeException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment filter = arena.allocate(Structs.PES_FILTER);
            filter.set(JAVA_SHORT, Structs.offset(Structs.PES_FILTER, "pid"), (short) pid);
            filter.set(JAVA_INT, Structs.offset(Structs.PES_FILTER, "input"), DMX_IN_FRONTEND);
            filter.set(JAVA_INT, Structs.offset(Structs.PES_FILTER, "output"), DMX_OUT_TS_TAP);
            filter.set(JAVA_INT, Structs.offset(Structs.PES_FILTER, "pes_type"), DMX_PES_OTHER);
            filter.set(JAVA_INT, Structs.offset(Structs.PES_FILTER, "flags"), DMX_IMMEDIATE_START);
            demux.control(Ioctl.DMX_SET_PES_FILTER, filter);
        }
    }

    /** How often the kernel had to throw away all it kept because nobody read it. */
    long overflows() {
        return overflows;
    }

    /**
     * Waits for bytes and takes up to {@code length} of them.
     *
     * @return how many; 0 when none came within {@code limit}
     * @throws TunerException when none come any more
     */
    int read(byte[] bytes, int offset, int length, Duration limit) throws TunerException {
        while (true) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment chunk = arena.allocate(Math.min(length, CHUNK_BYTES));
                int n = dvr.read(chunk);
                if (n == 0) {
                    throw new TunerException(dvr.path() + " ended");
                }
                MemorySegment.copy(chunk, JAVA_BYTE, 0, bytes, offset, n);
                return n;
            } catch (DeviceNodeException e) {
                if (e.is(Errno.EOVERFLOW)) {
                    overflows++;
                } else if (!e.is(Errno.EAGAIN)) {
                    throw e;
                } else if (!dvr.awaitReadable(limit)) {
                    return 0;
                }
            }
        }
    }
}

package channel.every.ts;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The continuity counters of a whole multiplex (ISO/IEC 13818-1 2.4.3.3, TR 101 290 1.4). */
public final class ContinuityCheck {
    /** What a counter says about its packet. */
    public enum Verdict {
        CONTINUOUS,
        /** The same packet again, legal once: to be ignored. */
        DUPLICATE,
        /** Packets are missing in front of this one, or out of order. */
        BROKEN
    }

    private final @Nullable PidContinuity[] pids = new @Nullable PidContinuity[0x2000];

    public Verdict check(TsPacket packet) {
        return of(packet.pid()).check(packet);
    }

    /**
     * Counts whole packets as long as each is bare payload with the counter that is next on its PID, which for most packets of
     * a stream is all there is to see.
     *
     * @param bytes big-endian
     * @return where the first packet starts that needs {@link #check}, or where less than a packet is left
     */
    public int runOn(ByteBuffer bytes, int from, int end) {
        int position = from;
        while (end - position >= TsPacket.SIZE) {
            int header = bytes.getInt(position);
            PidContinuity pid = pids[header >>> 8 & 0x1FFF];
            if (pid == null || !pid.runsOn(header, bytes.getLong(position + 4))) {
                break;
            }
            position += TsPacket.SIZE;
        }
        return position;
    }

    /** The counter of one PID. */
    public PidContinuity of(int pid) {
        PidContinuity continuity = pids[pid];
        if (continuity == null) {
            continuity = new PidContinuity();
            pids[pid] = continuity;
        }
        return continuity;
    }
}

package channel.every.ts;

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
        int pid = packet.pid();
        PidContinuity continuity = pids[pid];
        if (continuity == null) {
            continuity = new PidContinuity();
            pids[pid] = continuity;
        }
        return continuity.check(packet);
    }
}

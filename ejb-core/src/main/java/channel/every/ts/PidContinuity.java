package channel.every.ts;

import channel.every.ts.ContinuityCheck.Verdict;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The continuity counter of one PID (ISO/IEC 13818-1 2.4.3.3). A repeated counter is a duplicate if the payload's first and
 * last bytes repeat too; else it is a loss of sixteen packets.
 */
public final class PidContinuity {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int NONE = -1;

    private int last = NONE;
    private boolean lastHadPayload;
    private boolean duplicated;
    private long lastDigest;

    /** Judges the next packet of this PID. */
    public Verdict check(TsPacket packet) {
        // ISO/IEC 13818-1 2.4.3.3: the counter of null packets is undefined
        if (packet.pid() == 0x1FFF) {
            return Verdict.CONTINUOUS;
        }
        int counter = packet.continuityCounter();
        boolean payload = packet.hasPayload();
        boolean first = last == NONE;
        int step = counter - last & 0xF;
        long digest = payload ? digest(packet) : lastDigest;
        boolean repeats = step == 0 && payload && lastHadPayload && digest == lastDigest && !duplicated && !first;
        last = counter;
        lastHadPayload = payload;
        lastDigest = digest;
        duplicated = repeats;
        if (first || packet.discontinuity()) {
            return Verdict.CONTINUOUS;
        }
        if (repeats) {
            return Verdict.DUPLICATE;
        }
        return step == (payload ? 1 : 0) ? Verdict.CONTINUOUS : Verdict.BROKEN;
    }

    /** Forgets the past: the next packet is continuous. */
    public void reset() {
        last = NONE;
    }

    private static long digest(TsPacket packet) {
        int end = packet.offset() + TsPacket.SIZE;
        int length = packet.payloadLength();
        if (length < Long.BYTES) {
            return length;
        }
        long head = (long) LONG.get(packet.buffer(), end - length);
        return head * 0x9E37_79B9_7F4A_7C15L + (long) LONG.get(packet.buffer(), end - Long.BYTES);
    }
}

package channel.every.ts;

import channel.every.ts.ContinuityCheck.Verdict;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The continuity counter of one PID (ISO/IEC 13818-1 2.4.3.3). A repeated counter is a duplicate if the payload repeats too,
 * which is seen from its first and, where the packet starts or ends something, its last bytes; else it is a loss of sixteen.
 */
public final class PidContinuity {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Sync byte, no error, no unit start, not scrambled, payload without adaptation field; PID and counter left open. */
    private static final int PLAIN = 0x4700_0010;

    private static final int NULL_PID = 0x1FFF;
    private static final int NONE = -1;

    /** The header of the bare payload packet that would be next: no header at all before the first packet. */
    private int plainNext;

    private int last = NONE;
    private boolean lastHadPayload;
    private boolean duplicated;
    private long lastDigest;

    /**
     * Whether the packet is bare payload, in the clear and in the middle of something, and its counter is next: what most
     * packets are. If so it is counted; if not, {@link #check} has the say.
     */
    public boolean runsOn(TsPacket packet) {
        int header = packet.header();
        if (header != plainNext) {
            return false;
        }
        follow(header);
        lastDigest = head(packet);
        lastHadPayload = true;
        duplicated = false;
        return true;
    }

    /** Judges the next packet of this PID; one with a transport error is never blamed. */
    public Verdict check(TsPacket packet) {
        if (runsOn(packet)) {
            return Verdict.CONTINUOUS;
        }
        if (packet.transportError()) {
            damaged(packet);
            return Verdict.CONTINUOUS;
        }
        int header = packet.header();
        boolean first = last == NONE;
        int step = packet.continuityCounter() - last & 0xF;
        boolean payload = packet.hasPayload();
        long digest = payload ? digest(packet) : lastDigest;
        boolean repeats = !first && step == 0 && payload && lastHadPayload && digest == lastDigest && !duplicated;
        follow(header);
        lastDigest = digest;
        lastHadPayload = payload;
        duplicated = repeats;
        // ISO/IEC 13818-1 2.4.3.3: the counter of null packets is undefined
        if (first || packet.discontinuity() || packet.pid() == NULL_PID) {
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
        plainNext = 0;
    }

    /** TR 101 290 2.1: nothing is to be derived from such a packet, but its counter is believed if it is the next one. */
    private void damaged(TsPacket packet) {
        if (packet.hasPayload() && packet.continuityCounter() == (last + 1 & 0xF)) {
            follow(packet.header());
            lastHadPayload = false;
        }
    }

    private void follow(int header) {
        int pid = header >>> 8 & 0x1FFF;
        last = header & 0xF;
        plainNext = PLAIN | pid << 8 | (pid == NULL_PID ? last : last + 1 & 0xF);
    }

    private static long head(TsPacket packet) {
        return (long) LONG.get(packet.buffer(), packet.offset() + 4);
    }

    /** Equal for the copies of a packet, which may differ in their PCR. */
    private static long digest(TsPacket packet) {
        if ((packet.header() & ~0x1F_FF0F) == PLAIN) {
            return head(packet);
        }
        int end = packet.offset() + TsPacket.SIZE;
        long digest = packet.header();
        int position = packet.payloadOffset();
        for (int step = 0; step < 2 && end - position >= Long.BYTES; step++, position += Long.BYTES) {
            digest = digest * 0x9E37_79B9_7F4A_7C15L + (long) LONG.get(packet.buffer(), position);
        }
        return digest * 0x9E37_79B9_7F4A_7C15L + (long) LONG.get(packet.buffer(), end - Long.BYTES);
    }
}

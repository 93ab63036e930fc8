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
    private static final int BARE = 0x4700_0010;

    /** A header that no packet has. */
    private static final int NO_HEADER = 0;

    private static final int NULL_PID = 0x1FFF;
    private static final int NONE = -1;

    /** The header of the bare payload packet that would be next. */
    private int bareNext = NO_HEADER;

    /** 0 for null packets, whose counters the standard leaves undefined and multiplexers leave alone. */
    private int step = 1;

    private long packets;
    private long packetsJudged;
    private boolean watched;
    private int last = NONE;
    private boolean lastHadPayload;
    private boolean duplicated;
    private long lastDigest;

    /**
     * Counts a packet that is bare payload, in the clear and in the middle of something, with the counter that is next: what
     * most packets are.
     *
     * @param header its first four bytes
     * @param payload the next eight
     * @return false for any other packet: then {@link #check} has the say
     */
    public boolean runsOn(int header, long payload) {
        if (header != bareNext) {
            return false;
        }
        bareNext = header & ~0xF | header + step & 0xF;
        lastDigest = payload;
        packets++;
        return true;
    }

    /** How many packets of this PID there were. */
    public long packets() {
        return packets;
    }

    /** From now on no packet, or again any, may run on without being looked at. */
    public void watch(boolean each) {
        recall();
        watched = each;
        bareNext = each || last == NONE ? NO_HEADER : bareNext;
    }

    /** Judges the next packet of this PID; one with a transport error is never blamed. */
    public Verdict check(TsPacket packet) {
        int header = packet.header();
        if (runsOn(header, head(packet))) {
            return Verdict.CONTINUOUS;
        }
        recall();
        packetsJudged = ++packets;
        if (packet.transportError()) {
            damaged(packet);
            return Verdict.CONTINUOUS;
        }
        boolean first = last == NONE;
        int difference = header - last & 0xF;
        boolean payload = packet.hasPayload();
        long digest = payload ? digest(packet) : lastDigest;
        boolean repeats = !first && difference == 0 && payload && lastHadPayload && digest == lastDigest && !duplicated;
        follow(header);
        lastDigest = digest;
        lastHadPayload = payload;
        duplicated = repeats;
        if (first || packet.discontinuity() || packet.pid() == NULL_PID) {
            return Verdict.CONTINUOUS;
        }
        if (repeats) {
            return Verdict.DUPLICATE;
        }
        return difference == (payload ? 1 : 0) ? Verdict.CONTINUOUS : Verdict.BROKEN;
    }

    /** Forgets the past: the next packet is continuous. */
    public void reset() {
        last = NONE;
        bareNext = NO_HEADER;
        packetsJudged = packets;
    }

    /** What the packets that ran on have left behind. */
    private void recall() {
        if (packets != packetsJudged) {
            packetsJudged = packets;
            last = bareNext - step & 0xF;
            lastHadPayload = true;
            duplicated = false;
        }
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
        step = pid == NULL_PID ? 0 : 1;
        last = header & 0xF;
        bareNext = watched ? NO_HEADER : BARE | pid << 8 | last + step & 0xF;
    }

    private static long head(TsPacket packet) {
        return (long) LONG.get(packet.buffer(), packet.offset() + 4);
    }

    /** Equal for the copies of a packet, which may differ in their PCR. */
    private static long digest(TsPacket packet) {
        if ((packet.header() & ~0x1F_FF0F) == BARE) {
            return head(packet);
        }
        byte[] bytes = packet.buffer();
        int end = packet.offset() + TsPacket.SIZE;
        long digest = packet.header();
        int position = packet.payloadOffset();
        for (int words = 0; words < 2 && end - position >= Long.BYTES; words++, position += Long.BYTES) {
            digest = digest * 0x9E37_79B9_7F4A_7C15L + (long) LONG.get(bytes, position);
        }
        return digest * 0x9E37_79B9_7F4A_7C15L + (long) LONG.get(bytes, end - Long.BYTES);
    }
}

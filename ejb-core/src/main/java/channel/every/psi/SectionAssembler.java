package channel.every.psi;

import channel.every.ts.ContinuityCheck.Verdict;
import channel.every.ts.PidContinuity;
import channel.every.ts.TsPacket;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Joins the sections of one PID (ISO/IEC 13818-1 2.4.4.1): over several packets, several in one, behind any pointer field.
 * A section torn by loss is dropped. It holds one section, at most 4098 bytes. Sections come out with the length they claim,
 * their CRC unchecked.
 */
public final class SectionAssembler {
    /** What the 12 bits of section_length allow, with the three bytes up to it. */
    private static final int LONGEST = 0xFFF + 3;

    private static final int HEADER = 3;

    /** A table id that is none: the rest of the packet is stuffing. */
    private static final int STUFFING = 0xFF;

    private final Consumer<byte[]> sections;
    private final PidContinuity continuity = new PidContinuity();
    private final byte[] section = new byte[LONGEST];
    private boolean collecting;
    private int collected;
    private long torn;

    public SectionAssembler(Consumer<byte[]> sections) {
        this.sections = sections;
    }

    /** Takes the next packet of the PID. */
    public void packet(TsPacket packet) {
        if (packet.transportError() || packet.scrambling() != 0) {
            tear();
            return;
        }
        Verdict verdict = continuity.check(packet);
        if (verdict == Verdict.DUPLICATE) {
            return;
        }
        if (verdict == Verdict.BROKEN) {
            tear();
        }
        int start = packet.payloadOffset();
        int end = start + packet.payloadLength();
        if (start == end) {
            return;
        }
        if (packet.payloadUnitStart()) {
            startSections(packet.buffer(), start, end);
        } else if (collecting) {
            append(packet.buffer(), start, end);
        }
    }

    /** Forgets what is half collected and the continuity so far, as at a discontinuity of the stream. */
    public void reset() {
        collecting = false;
        continuity.reset();
    }

    /** How many started sections were dropped because packets were missing or broken. */
    public long torn() {
        return torn;
    }

    private void startSections(byte[] bytes, int start, int end) {
        int first = start + 1 + (bytes[start] & 0xFF);
        if (first > end) {
            tear();
            return;
        }
        if (collecting) {
            append(bytes, start + 1, first);
            tear();
        }
        int position = first;
        while (position < end && (bytes[position] & 0xFF) != STUFFING) {
            collecting = true;
            collected = 0;
            position = append(bytes, position, end);
        }
    }

    /** Adds bytes to the current section and returns where it ended. */
    private int append(byte[] bytes, int from, int end) {
        int position = from;
        while (collected < HEADER && position < end) {
            section[collected++] = bytes[position++];
        }
        if (collected < HEADER) {
            return position;
        }
        int length = HEADER + ((section[1] & 0xF) << 8 | section[2] & 0xFF);
        int step = Math.min(length - collected, end - position);
        System.arraycopy(bytes, position, section, collected, step);
        collected += step;
        if (collected == length) {
            collecting = false;
            sections.accept(Arrays.copyOf(section, length));
        }
        return position + step;
    }

    private void tear() {
        if (collecting) {
            torn++;
            collecting = false;
        }
    }
}

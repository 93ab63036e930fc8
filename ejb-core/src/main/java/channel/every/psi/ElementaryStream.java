package channel.every.psi;

import channel.every.ts.Pid;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * One stream of a program (ISO/IEC 13818-1 2.4.4.8).
 *
 * @param streamType table 2-34, A/53 and A/52 for 0x81 and 0x87
 * @param descriptors as sent, see {@link Descriptor#list}
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
public record ElementaryStream(int streamType, Pid pid, byte[] descriptors) {
    @Override
    public boolean equals(Object other) {
        return other instanceof ElementaryStream that
                && streamType == that.streamType
                && pid.equals(that.pid)
                && Arrays.equals(descriptors, that.descriptors);
    }

    @Override
    public int hashCode() {
        return Objects.hash(streamType, pid, Arrays.hashCode(descriptors));
    }

    @Override
    public String toString() {
        return String.format(
                "type 0x%02X on %s [%s]", streamType, pid, HexFormat.of().formatHex(descriptors));
    }
}

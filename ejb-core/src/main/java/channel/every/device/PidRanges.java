package channel.every.device;

import channel.every.ts.TsPacket;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code filter} variable of a tuner: {@code 0x0000-0x0031 0x1FFB}. */
final class PidRanges {
    static final String ALL = "0x0000-0x1FFF";

    private static final int PIDS = 0x2000;
    private static final Pattern RANGE = Pattern.compile("0x([0-9A-Fa-f]{1,4})(?:-0x([0-9A-Fa-f]{1,4}))?");

    private final BitSet pids = new BitSet(PIDS);

    /** @throws IllegalArgumentException naming the range that is none */
    static PidRanges parse(String text) {
        PidRanges ranges = new PidRanges();
        for (String part : text.strip().split("[ ,]+", -1)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                throw new IllegalArgumentException("filter looks like 0x0000-0x0031 0x1FFB: " + part);
            }
            int from = Integer.parseInt(range.group(1), 16);
            int to = range.group(2) == null ? from : Integer.parseInt(range.group(2), 16);
            if (from > to || to >= PIDS) {
                throw new IllegalArgumentException("filter has no such range: " + part);
            }
            ranges.pids.set(from, to + 1);
        }
        return ranges;
    }

    boolean all() {
        return pids.cardinality() == PIDS;
    }

    /** Whole packets in, whole packets out, in place. @return bytes kept at the beginning */
    int keep(byte[] packets, int length) {
        TsPacket packet = new TsPacket();
        int kept = 0;
        for (int at = 0; at + TsPacket.SIZE <= length; at += TsPacket.SIZE) {
            if (pids.get(packet.at(packets, at).pid())) {
                System.arraycopy(packets, at, packets, kept, TsPacket.SIZE);
                kept += TsPacket.SIZE;
            }
        }
        return kept;
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (int from = pids.nextSetBit(0); from >= 0; from = pids.nextSetBit(pids.nextClearBit(from))) {
            int to = pids.nextClearBit(from) - 1;
            parts.add(from == to ? "0x%04X".formatted(from) : "0x%04X-0x%04X".formatted(from, to));
        }
        return String.join(" ", parts);
    }
}

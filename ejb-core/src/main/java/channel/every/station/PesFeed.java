package channel.every.station;

import channel.every.time.Pts;
import channel.every.ts.Pid;
import channel.every.ts.TsPacket;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The packets of one elementary stream, lap after lap: a unit starts to be sent a fixed time before its DTS and ends, however
 * long it is, before the next one starts.
 */
final class PesFeed {
    /** adaptation_field_control (ISO/IEC 13818-1 table 2-5). */
    private static final int PAYLOAD_ONLY = 1;

    private static final int ADAPTATION_ONLY = 2;
    private static final int BOTH = 3;

    private static final int RANDOM_ACCESS_FLAG = 0x40;
    private static final int PCR_FLAG = 0x10;
    private static final int PCR_LENGTH = 6;
    private static final int PAYLOAD = TsPacket.SIZE - 4;

    private final Pid pid;
    private final List<AccessUnit> units;
    private final long leadTicks;
    private final long loopTicks;

    private long lap;
    private int index;
    private int sent;
    private int continuityCounter;

    /** @param leadTicks from the first byte of a unit to its DTS, 90 kHz */
    PesFeed(Pid pid, List<AccessUnit> units, long leadTicks, long loopTicks) {
        this.pid = pid;
        this.leadTicks = leadTicks;
        this.loopTicks = loopTicks;
        this.units = units.stream()
                .map(unit -> unit.shifted(Math.floorMod(unit.dts() - leadTicks, loopTicks) + leadTicks - unit.dts()))
                .sorted(Comparator.comparingLong(AccessUnit::dts))
                .toList();
    }

    /** Whether a packet should be sent {@code ticks} (90 kHz) after the first lap's start. */
    boolean due(long ticks) {
        return sent > 0 || dts() - leadTicks <= ticks;
    }

    /** Where the feed stands relative to a lap, for comparing one lap's end with the next one's. */
    List<Long> stateIn(long currentLap) {
        return List.of(lap - currentLap, (long) index, (long) sent);
    }

    void startLap() {
        continuityCounter = 0;
    }

    /** The DTS of the unit in hand, counted on over the laps. */
    private long dts() {
        return lap * loopTicks + units.get(index).dts();
    }

    /**
     * Writes the next packet; its clock fields count from {@code lapTicks}.
     *
     * @param ticks when it is sent, 90 kHz
     */
    void write(byte[] packet, long ticks, long lapTicks, boolean withPcr) {
        AccessUnit unit = units.get(index);
        if (ticks >= dts()) {
            throw new IllegalArgumentException(String.format(
                    "the multiplex is too small for PID %s: a unit is %d ms late",
                    pid, (ticks - dts()) * 1000 / Pts.HERTZ));
        }
        boolean start = sent == 0;
        int flags = (start && unit.randomAccess() ? RANDOM_ACCESS_FLAG : 0) | (withPcr ? PCR_FLAG : 0);
        int wanted = flags == 0 ? 0 : 2 + (withPcr ? PCR_LENGTH : 0);
        int length = Math.min(PAYLOAD - wanted, unit.pes().length - sent);
        int adaptation = PAYLOAD - length;
        ClockFields.writeHeader(
                packet, 0, pid.value(), start, adaptation > 0 ? BOTH : PAYLOAD_ONLY, continuityCounter++);
        writeAdaptation(packet, adaptation, flags);
        System.arraycopy(unit.pes(), sent, packet, TsPacket.SIZE - length, length);
        if (start) {
            long shift = lap * loopTicks - lapTicks;
            ClockFields.writeTimeStamps(packet, TsPacket.SIZE - length, unit.pts() + shift, unit.dts() + shift);
        }
        sent += length;
        if (sent == unit.pes().length) {
            next();
        }
    }

    /** A packet for the PCR alone; its continuity counter stays (ISO/IEC 13818-1 2.4.3.3). */
    void writePcrOnly(byte[] packet) {
        ClockFields.writeHeader(packet, 0, pid.value(), false, ADAPTATION_ONLY, continuityCounter - 1);
        writeAdaptation(packet, PAYLOAD, PCR_FLAG);
    }

    private static void writeAdaptation(byte[] packet, int length, int flags) {
        if (length == 0) {
            return;
        }
        packet[4] = (byte) (length - 1);
        if (length > 1) {
            Arrays.fill(packet, 6, 4 + length, (byte) 0xFF);
            packet[5] = (byte) flags;
        }
    }

    private void next() {
        sent = 0;
        index++;
        if (index == units.size()) {
            index = 0;
            lap++;
        }
    }
}

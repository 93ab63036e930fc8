package channel.every.station;

import channel.every.time.Pcr;
import channel.every.time.Pts;
import channel.every.ts.TsPacket;

/**
 * The packets of one lap of the loop, counted from 0, and when each is sent. A lap is a whole number of packets, which puts
 * the rate within half a packet a lap of the one asked for.
 *
 * @param slots packets in a lap
 */
record LapGrid(Standard standard, int slots) {
    private static final int PACKET_BITS = TsPacket.SIZE * 8;
    private static final long NANOS_PER_PTS_TICK_TIMES_9 = 100_000;

    static LapGrid of(Standard standard, int muxRate) {
        return new LapGrid(standard, (int) Math.round(muxRate * standard.loopSeconds() / PACKET_BITS));
    }

    /** Length of a lap at 27 MHz. */
    long pcrTicks() {
        return standard.loopTicks() * (Pcr.HERTZ / Pts.HERTZ);
    }

    /** Length of a lap; both standards' are whole milliseconds. */
    long nanos() {
        return standard.loopTicks() * NANOS_PER_PTS_TICK_TIMES_9 / 9;
    }

    /** When the packet at {@code position} is sent, 27 MHz ticks from the lap's start. */
    long pcrTicks(int position) {
        return position * pcrTicks() / slots;
    }

    /** Whether the packet at {@code position} is kept free for tables. */
    boolean isTableSlot(int position) {
        return tablePosition(tableSlot(position)) == position;
    }

    /** The last table slot that does not lie behind {@code position}. */
    int tableSlot(int position) {
        return (int) ((long) position * standard.tableSlots() / slots);
    }

    /** Where table slot {@code index} lies. */
    int tablePosition(int index) {
        return (int) Math.ceilDiv((long) index * slots, (long) standard.tableSlots());
    }
}

package channel.every.station;

import java.time.Duration;
import java.time.Instant;

/**
 * When each packet of a station is sent, for ever in both directions. A <em>slot</em> is the number of a packet since the
 * epoch, a <em>table slot</em> the number of one that is kept free for tables.
 */
record AirClock(LapGrid grid, Instant epoch) {
    /** Nanoseconds from the epoch must fit into 63 bits. */
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    AirClock {
        if (epoch.isBefore(Instant.EPOCH) || epoch.isAfter(LATEST)) {
            throw new IllegalArgumentException("the station's epoch lies between 1970 and 2200: " + epoch);
        }
    }

    /** The last slot that starts at or before {@code instant}. */
    long slotAt(Instant instant) {
        long nanos = Duration.between(epoch, instant).toNanos();
        long inLap = Math.floorMod(nanos, grid.nanos());
        return Math.floorDiv(nanos, grid.nanos()) * grid.slots() + inLap * grid.slots() / grid.nanos();
    }

    /** When a slot starts, rounded up to a nanosecond. */
    Instant timeOf(long slot) {
        long inLap = Math.ceilDiv((long) position(slot) * grid.nanos(), (long) grid.slots());
        return epoch.plusNanos(lap(slot) * grid.nanos() + inLap);
    }

    long lap(long slot) {
        return Math.floorDiv(slot, grid.slots());
    }

    int position(long slot) {
        return Math.floorMod(slot, grid.slots());
    }

    /** The first table slot at or behind {@code slot}. */
    long tableSlotFrom(long slot) {
        int index = grid.tableSlot(position(slot));
        int late = grid.tablePosition(index) < position(slot) ? 1 : 0;
        return lap(slot) * grid.standard().tableSlots() + index + late;
    }

    long slotOfTable(long tableSlot) {
        int perLap = grid.standard().tableSlots();
        return Math.floorDiv(tableSlot, perLap) * grid.slots() + grid.tablePosition(Math.floorMod(tableSlot, perLap));
    }
}

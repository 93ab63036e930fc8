package channel.every.psi;

import channel.every.time.Pcr;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One kind of time table held against the program clock. */
final class TimeTrack {
    private long count;
    private @Nullable Instant first;
    private @Nullable Instant last;
    private long referenceTicks;
    private long leastTicks;
    private long mostTicks;
    private double sumTicks;

    /** A table that came {@code elapsedTicks} of 27 MHz after the first PCR. */
    void sample(Instant utc, long elapsedTicks) {
        long offset = utc.getEpochSecond() * Pcr.HERTZ - elapsedTicks;
        if (first == null) {
            first = utc;
            referenceTicks = offset;
        }
        last = utc;
        long deviation = offset - referenceTicks;
        leastTicks = Math.min(leastTicks, deviation);
        mostTicks = Math.max(mostTicks, deviation);
        sumTicks += deviation;
        count++;
    }

    @Nullable
    TimeReport report(String table) {
        if (first == null || last == null) {
            return null;
        }
        long meanTicks = referenceTicks + Math.round(sumTicks / count);
        Instant zero = Instant.ofEpochMilli(Math.floorDiv(meanTicks, Pcr.HERTZ / 1000));
        return new TimeReport(table, count, first, last, zero, (mostTicks - leastTicks) * 1_000.0 / Pcr.HERTZ);
    }
}

package channel.every.clock;

import channel.every.clock.AnchorRule.Decision;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the time tables of one clock epoch said: UTC less PCR, in 27 MHz ticks, of the one table that decides and of the others. */
final class UtcEvidence {
    /** Real multiplexes show TDT and TOT up to 552 ms apart. */
    private static final long TABLES_TICKS = 2 * 27_000_000L;

    private final AnchorRule rule;
    private final UtcSamples samples = new UtcSamples();
    private final Map<TimeSource, Long> latest = new EnumMap<>(TimeSource.class);
    private @Nullable TimeSource deciding;
    private long latestAt;
    private int contradictions;

    UtcEvidence(AnchorRule rule) {
        this.rule = rule;
    }

    /**
     * @param residual UTC less PCR
     * @param at PCR of the sample on the epoch's count
     * @param start the epoch's first PCR
     * @return whether this table decides
     */
    boolean accept(TimeSource table, long residual, long at, long start) {
        latest.put(table, residual);
        if (deciding == null || table.compareTo(deciding) < 0) {
            boolean mayStillBeOutranked =
                    table == TimeSource.TOT && at - start < BroadcastClock.TIME_TABLE_WAIT.toSeconds() * 27_000_000L;
            if (mayStillBeOutranked) {
                return false;
            }
            deciding = table;
            samples.clear();
            contradictions = 0;
        }
        if (table != deciding) {
            return false;
        }
        samples.add(residual);
        latestAt = at;
        return true;
    }

    @Nullable
    TimeSource deciding() {
        return deciding;
    }

    boolean empty() {
        return samples.empty();
    }

    boolean full() {
        return samples.full();
    }

    long median() {
        return samples.median();
    }

    long latest() {
        return samples.latest();
    }

    /** Whether jitter may have decided: within three times of it of an edge, or by fewer than ten samples that are not clear of one. */
    boolean nearAnEdge() {
        long clearance = rule.clearance(samples.median());
        boolean few = !samples.full() && clearance < AnchorRule.CLEAR_TICKS;
        return few || clearance < 3 * samples.jitter();
    }

    /** How far a fitting anchor of somebody else may lie beyond our own edge. */
    long slack() {
        return Math.max(AnchorRule.CLEAR_TICKS, 3 * samples.jitter());
    }

    long marginMillis(Decision held) {
        long median = samples.median();
        return rule.decide(median).equals(held) ? rule.clearance(median) / 27_000 : 0;
    }

    /** Counts samples in a row that say the anchor is wrong; when there are only such samples left, the epoch ends. */
    boolean movedFrom(Held held) {
        contradictions = contradicts(held) ? contradictions + 1 : 0;
        boolean moved = contradictions == UtcSamples.CAPACITY;
        if (moved) {
            contradictions = 0;
        }
        return moved;
    }

    /** @param now the latest PCR on the epoch's count */
    @Nullable
    SuspectReason doubt(Held held, long now) {
        if (samples.spread() > 2 * AnchorRule.CLEAR_TICKS) {
            return SuspectReason.JITTER;
        }
        boolean medianMoved = !held.agreed()
                && samples.full()
                && !rule.decide(samples.median()).equals(held.decision());
        if (medianMoved || contradicts(held)) {
            return SuspectReason.TIME_MOVED;
        }
        if (!held.settled() && nearAnEdge()) {
            return SuspectReason.MARGIN;
        }
        if (now - latestAt > BroadcastClock.ABSENCE_TICKS) {
            return SuspectReason.TABLE_ABSENT;
        }
        return tablesDisagree() ? SuspectReason.TABLES_DISAGREE : null;
    }

    void clear() {
        samples.clear();
        latest.clear();
        deciding = null;
        contradictions = 0;
    }

    /** Whether a new receiver would decide otherwise by the latest sample alone; one that is agreed on may lie beyond the edge. */
    private boolean contradicts(Held held) {
        long residual = samples.latest();
        if (held.agreed()) {
            return !rule.fits(held.decision(), residual, slack());
        }
        return !rule.decide(residual).equals(held.decision())
                && (rule.clear(residual) || !rule.fits(held.decision(), residual, AnchorRule.CLEAR_TICKS));
    }

    private boolean tablesDisagree() {
        long own = samples.latest();
        return latest.values().stream().anyMatch(other -> Math.abs(other - own) > TABLES_TICKS);
    }
}

package channel.every.convergence.measure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The samples that decide, and what they decide: a measurement is complete when samples have agreed without a gap for as long as it was
 * told to last. A sample that proves nothing begins it anew.
 */
public final class MeasurementWindow {
    /** Four days of samples every 30 s; of longer windows the samples in between are forgotten, which changes nothing. */
    static final int MAX_SAMPLES = 12_000;

    private final MeasurementSettings settings;
    private final Deque<MeasuredSample> agreeing = new ArrayDeque<>();
    private final List<String> reasons = new ArrayList<>();
    private long samples;
    private long okSamples;

    public MeasurementWindow(MeasurementSettings settings) {
        this.settings = settings;
        reasons.add("no sample yet");
    }

    /** Adds a sample, which must be later than those before. */
    public void add(MeasuredSample sample) {
        samples++;
        reasons.clear();
        if (!sample.ok()) {
            agreeing.clear();
            reasons.addAll(sample.reasons());
            return;
        }
        okSamples++;
        if (!agreeing.isEmpty()
                && sample.unixMs() - agreeing.getLast().unixMs()
                        > settings.span().toMillis()) {
            reasons.add("no sample for "
                    + seconds(sample.unixMs() - agreeing.getLast().unixMs()) + ", longer than a sample looks back");
            agreeing.clear();
        }
        agreeing.addLast(sample);
        forget(sample.unixMs());
        if (elapsedMillis() < settings.elapsed().toMillis()) {
            reasons.add("samples agree for " + seconds(elapsedMillis()) + " of "
                    + seconds(settings.elapsed().toMillis()));
        }
    }

    /** Keeps one sample that is old enough, and all later ones. */
    private void forget(long now) {
        while (agreeing.size() > 2 && secondOldest() <= now - settings.elapsed().toMillis()) {
            agreeing.removeFirst();
        }
        if (agreeing.size() > MAX_SAMPLES) {
            MeasuredSample oldest = agreeing.removeFirst();
            agreeing.removeFirst();
            agreeing.addFirst(oldest);
        }
    }

    private long secondOldest() {
        return agreeing.stream().skip(1).findFirst().orElseThrow().unixMs();
    }

    /** Whether samples have agreed for long enough. */
    public boolean ok() {
        return reasons.isEmpty();
    }

    /** Why not; empty if they have. */
    public List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** From the first to the last of the samples that agree. */
    public Duration elapsed() {
        return Duration.ofMillis(elapsedMillis());
    }

    private long elapsedMillis() {
        return agreeing.isEmpty()
                ? 0
                : agreeing.getLast().unixMs() - agreeing.getFirst().unixMs();
    }

    /** All samples that were taken. */
    public long samples() {
        return samples;
    }

    /** Those that proved convergence. */
    public long okSamples() {
        return okSamples;
    }

    private static String seconds(long millis) {
        return (millis + 500) / 1000 + " s";
    }
}

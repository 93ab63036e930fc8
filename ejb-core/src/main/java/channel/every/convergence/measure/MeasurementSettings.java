package channel.every.convergence.measure;

import channel.every.identity.Label;
import java.time.Duration;

/**
 * How a measurement is taken.
 *
 * @param proof label of its gauges
 * @param broadcast whose manifests are sampled
 * @param elapsed how long samples must agree before the measurement is complete
 * @param interval from one sample to the next
 * @param span how far back a sample of a running node looks; samples further apart than this leave records unseen
 */
public record MeasurementSettings(
        Label proof, Label broadcast, Label track, Duration elapsed, Duration interval, Duration span) {
    public static final Duration DEFAULT_ELAPSED = Duration.ofHours(1);
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(30);
    public static final Duration DEFAULT_SPAN = Duration.ofMinutes(10);

    public MeasurementSettings {
        positive("elapsed", elapsed);
        positive("interval", interval);
        positive("span", span);
        if (interval.compareTo(span) > 0) {
            throw new IllegalArgumentException("interval is " + interval + ", longer than the span of " + span
                    + " that a sample looks back: records in between would never be seen");
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be longer than nothing: " + value);
        }
    }
}

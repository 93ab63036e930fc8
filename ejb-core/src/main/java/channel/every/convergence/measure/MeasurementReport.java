package channel.every.convergence.measure;

import channel.every.convergence.ConvergenceReport;
import channel.every.identity.Label;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a measurement has found so far.
 *
 * @param ok only after samples have agreed for the whole of the required time
 * @param status {@code proven} or {@code unproven}
 * @param elapsedSeconds for how long samples have agreed without a break
 * @param sources of the latest sample
 * @param prometheusSeriesPresent of the latest sample; empty if Prometheus is not asked
 * @param convergence report of the latest sample, absent if nothing could be compared
 */
public record MeasurementReport(
        boolean ok,
        String status,
        List<String> reasons,
        Label proof,
        double elapsedSeconds,
        double requiredSeconds,
        long samples,
        long okSamples,
        List<FetchedSource> sources,
        Map<String, Boolean> prometheusSeriesPresent,
        @Nullable ConvergenceReport convergence) {
    /** @param latest null before the first sample */
    public static MeasurementReport of(
            MeasurementSettings settings,
            MeasurementWindow window,
            @Nullable MeasuredSample latest,
            @Nullable ConvergenceReport convergence) {
        return new MeasurementReport(
                window.ok(),
                window.ok() ? "proven" : "unproven",
                window.reasons(),
                settings.proof(),
                window.elapsed().toMillis() / 1000.0,
                settings.elapsed().toMillis() / 1000.0,
                window.samples(),
                window.okSamples(),
                latest == null ? List.of() : latest.sources(),
                latest == null ? Map.of() : latest.seriesPresent(),
                convergence);
    }
}

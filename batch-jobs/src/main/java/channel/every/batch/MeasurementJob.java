package channel.every.batch;

import channel.every.convergence.measure.MeasuredSource;
import channel.every.convergence.measure.MeasurementSettings;
import channel.every.convergence.measure.PrometheusQueries;
import channel.every.identity.Label;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a measurement, from the properties that the job's document passes on.
 *
 * @param patience after which it ends without a proof
 */
record MeasurementJob(
        MeasurementSettings settings,
        List<MeasuredSource> sources,
        @Nullable PrometheusQueries prometheus,
        Duration patience) {
    private static final int MOST_SECONDS = 366 * 86_400;
    private static final int USUAL_PATIENCE = 3;

    /** @throws IllegalArgumentException naming the parameter that is absent or wrong */
    static MeasurementJob of(Properties properties) {
        List<String> sources = Arrays.stream(required(properties, "sources").split(","))
                .map(String::strip)
                .toList();
        Label broadcast = new Label(required(properties, "broadcast"));
        Duration elapsed = seconds(properties, "elapsedSeconds").orElse(MeasurementSettings.DEFAULT_ELAPSED);
        return new MeasurementJob(
                new MeasurementSettings(
                        given(properties, "proof").map(Label::new).orElseGet(() -> usualProof(broadcast)),
                        broadcast,
                        new Label(required(properties, "track")),
                        elapsed,
                        seconds(properties, "intervalSeconds").orElse(MeasurementSettings.DEFAULT_INTERVAL),
                        seconds(properties, "spanSeconds").orElse(MeasurementSettings.DEFAULT_SPAN)),
                MeasuredSource.parseProof(sources),
                given(properties, "prometheus")
                        .map(url -> new PrometheusQueries(
                                uri(url),
                                given(properties, "prometheusSelector").orElse("")))
                        .orElse(null),
                seconds(properties, "giveUpSeconds").orElse(elapsed.multipliedBy(USUAL_PATIENCE)));
    }

    /** Not the broadcast's name, which is that of its live proof. */
    private static Label usualProof(Label broadcast) {
        return Label.folded("measured-" + broadcast).orElse(broadcast);
    }

    private static Optional<Duration> seconds(Properties properties, String name) {
        return given(properties, name).map(text -> {
            String refusal = "job parameter " + name + " is a whole number of seconds from 1 to " + MOST_SECONDS
                    + ": \"" + text + '"';
            try {
                long seconds = Long.parseLong(text.strip());
                if (seconds < 1 || seconds > MOST_SECONDS) {
                    throw new IllegalArgumentException(refusal);
                }
                return Duration.ofSeconds(seconds);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(refusal, e);
            }
        });
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("job parameter prometheus is no URL: \"" + text + '"', e);
        }
    }

    private static String required(Properties properties, String name) {
        return given(properties, name)
                .orElseThrow(() -> new IllegalArgumentException("job parameter " + name + " is absent"));
    }

    /** A parameter that was not given is null on one server and empty on the other. */
    private static Optional<String> given(Properties properties, String name) {
        return Optional.ofNullable(properties.getProperty(name)).filter(text -> !text.isBlank());
    }
}

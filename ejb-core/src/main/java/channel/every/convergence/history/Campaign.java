package channel.every.convergence.history;

import channel.every.convergence.measure.MeasuredSample;
import channel.every.convergence.measure.Measurement;
import channel.every.convergence.measure.MeasurementReport;
import channel.every.convergence.measure.MeasurementSettings;
import channel.every.convergence.measure.MeasurementWindow;
import channel.every.json.Json;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A measurement that remembers its samples, and so goes on where it was. */
public final class Campaign {
    private final long id;
    private final MeasurementSettings settings;
    private final Measurement measurement;
    private final MeasurementHistory history;
    private final InstantSource clock;
    private final MeasurementWindow window;
    private long firstUnixMs = Long.MAX_VALUE;
    private @Nullable MeasuredSample latest;
    private boolean stopped;

    public Campaign(
            long id,
            MeasurementSettings settings,
            Measurement measurement,
            MeasurementHistory history,
            InstantSource clock) {
        this.id = id;
        this.settings = settings;
        this.measurement = measurement;
        this.history = history;
        this.clock = clock;
        window = new MeasurementWindow(settings);
    }

    /**
     * Takes samples until they have agreed for long enough, until it is stopped, or for as long as it has patience, counted from its very
     * first sample.
     *
     * @return its report, which the history has too; not ok if it was stopped
     */
    public MeasurementReport run(Duration patience) throws IOException, SQLException, InterruptedException {
        history.begin(id, clock.millis());
        history.samples(id, this::remember);
        while (!window.ok()) {
            Instant now = clock.instant();
            if (isStopped()) {
                return end(CampaignState.STOPPED);
            }
            if (latest != null && now.toEpochMilli() - firstUnixMs > patience.toMillis()) {
                return end(CampaignState.ENDED);
            }
            if (latest == null || now.toEpochMilli() > latest.unixMs()) {
                MeasuredSample sample = measurement.take(now.toEpochMilli());
                history.add(id, sample);
                remember(sample);
                history.keep(id, Json.pretty(report()));
            }
            if (!window.ok()) {
                pause(now.plus(settings.interval()));
            }
        }
        return end(CampaignState.ENDED);
    }

    /** Lets {@link #run} return soon; from any thread. */
    public synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** What has been found so far. */
    public synchronized MeasurementReport report() {
        return MeasurementReport.of(settings, window, latest, measurement.convergence());
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized void remember(MeasuredSample sample) {
        firstUnixMs = Math.min(firstUnixMs, sample.unixMs());
        latest = sample;
        window.add(sample);
    }

    private MeasurementReport end(CampaignState state) throws SQLException {
        MeasurementReport report = report();
        history.end(id, state, clock.millis(), Json.pretty(report));
        return report;
    }

    private synchronized void pause(Instant until) throws InterruptedException {
        long millis = Duration.between(clock.instant(), until).toMillis();
        while (!stopped && millis > 0) {
            wait(millis);
            millis = Duration.between(clock.instant(), until).toMillis();
        }
    }
}

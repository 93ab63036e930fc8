package channel.every.node;

import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.UrlPolicy;
import channel.every.convergence.history.Campaign;
import channel.every.convergence.history.MeasurementHistory;
import channel.every.convergence.measure.MeasuredSource;
import channel.every.convergence.measure.Measurement;
import channel.every.convergence.measure.MeasurementSettings;
import channel.every.convergence.measure.PrometheusQueries;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** The measurements of this node: their history in the server's database, and what they may fetch. */
@ApplicationScoped
public class Measurements {
    private static final String TOKEN_KEY = "every-channel.manifests.token";

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource database;

    @Inject
    NodeConfiguration configuration;

    @Inject
    Config config;

    private final InstantSource clock = InstantSource.system();
    private @Nullable MeasurementHistory history;

    /** Opened when it is first asked for: a node without a database archives all the same. */
    public synchronized MeasurementHistory history() {
        MeasurementHistory opened = history;
        if (opened == null) {
            opened = MeasurementHistory.open(database);
            history = opened;
        }
        return opened;
    }

    /**
     * A campaign, to be run once, over sources whose origins {@link UrlPolicy#CONFIG_KEY} allows.
     *
     * @param prometheus which has to have the gauges, or null
     */
    public Running campaign(
            long id,
            MeasurementSettings settings,
            List<MeasuredSource> sources,
            @Nullable PrometheusQueries prometheus) {
        UrlPolicy policy = UrlPolicy.parse(
                config.getOptionalValue(UrlPolicy.CONFIG_KEY, String.class).orElse(""));
        sources.forEach(source -> policy.check(source.url()));
        if (prometheus != null) {
            policy.check(prometheus.base());
        }
        Measurement measurement = new Measurement(
                settings,
                () -> sources,
                new BoundedClient(policy, BoundedClient.DEFAULT_PATIENCE),
                config.getOptionalValue(TOKEN_KEY, String.class).orElse(null),
                prometheus,
                configuration.settings().data().resolve("measure").resolve(Long.toString(id)));
        return new Running(new Campaign(id, settings, measurement, history(), clock), measurement);
    }

    /** @param measurement to be closed when the campaign has run */
    public record Running(Campaign campaign, Measurement measurement) {}
}

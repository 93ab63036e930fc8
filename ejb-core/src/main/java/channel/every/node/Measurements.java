package channel.every.node;

import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.UrlPolicy;
import channel.every.convergence.history.Campaign;
import channel.every.convergence.history.MeasurementHistory;
import channel.every.convergence.measure.MeasuredSource;
import channel.every.convergence.measure.Measurement;
import channel.every.convergence.measure.MeasurementMetrics;
import channel.every.convergence.measure.MeasurementSettings;
import channel.every.convergence.measure.PrometheusQueries;
import channel.every.metrics.MetricFamily;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** The measurements of this node: their history in the server's database, and what they may fetch. */
@ApplicationScoped
public class Measurements {
    static final String TOKEN_KEY = "every-channel.manifests.token";

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource database;

    @Inject
    NodeConfiguration configuration;

    @Inject
    Config config;

    /** More campaigns than a node could run; the oldest are no longer shown. */
    private static final int MOST_SHOWN = 32;

    private final TreeMap<Long, Campaign> shown = new TreeMap<>();
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
        Campaign campaign = new Campaign(id, settings, measurement, history(), clock);
        show(id, campaign);
        return new Running(campaign, measurement);
    }

    /** Gauges of the campaigns that run, and of those that ended last: a verdict must stand long enough to be scraped. */
    List<MetricFamily> metrics() {
        List<Campaign> all;
        synchronized (shown) {
            all = List.copyOf(shown.values());
        }
        return all.stream()
                .flatMap(campaign -> MeasurementMetrics.of(campaign.report()).stream())
                .toList();
    }

    private void show(long id, Campaign campaign) {
        synchronized (shown) {
            shown.put(id, campaign);
            while (shown.size() > MOST_SHOWN) {
                shown.pollFirstEntry();
            }
        }
    }

    /** @param measurement to be closed when the campaign has run */
    public record Running(Campaign campaign, Measurement measurement) {}
}

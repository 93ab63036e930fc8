package channel.every.node;

import channel.every.tuner.DeviceReport;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.TunerException;
import channel.every.tuner.TunerLease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The devices that are configured, what they show, and who of this node holds what. Devices are asked at most every few seconds. */
@ApplicationScoped
public class TunerBoard {
    private static final Duration FRESH = Duration.ofSeconds(3);

    @Inject
    NodeConfiguration configuration;

    private final InstantSource clock = InstantSource.system();
    private List<DeviceReport> devices = List.of();
    private @Nullable Instant asked;

    /** @throws TunerException when the resource adapter is not there */
    public synchronized List<DeviceReport> devices() throws TunerException {
        Instant now = clock.instant();
        if (asked == null || Duration.between(asked, now).compareTo(FRESH) > 0) {
            devices = factory().devices(addresses());
            asked = clock.instant();
        }
        return devices;
    }

    public List<TunerLease> leases() throws TunerException {
        return factory().leases();
    }

    private List<URI> addresses() {
        return configuration.settings().publishers().stream()
                .map(PublisherSettings::device)
                .distinct()
                .toList();
    }

    private static TunerConnectionFactory factory() throws TunerException {
        try {
            return Tuners.factory();
        } catch (NamingException e) {
            throw new TunerException("the server has no tuner connection factory: " + e.getMessage(), e);
        }
    }
}

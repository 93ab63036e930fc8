package channel.every.node;

import channel.every.mesh.RelayMetrics;
import channel.every.mesh.publish.LiveStream;
import channel.every.mesh.publish.PublishSettings;
import channel.every.mesh.token.KeySetFile;
import channel.every.mesh.token.KeySource;
import channel.every.mesh.token.TokenAdmission;
import channel.every.metrics.MetricFamily;
import channel.every.metrics.MetricFamily.Sample;
import channel.every.metrics.MetricFamily.Type;
import channel.every.moq.Delays;
import channel.every.moq.client.ClientSessions;
import channel.every.moq.client.RelayDialer;
import channel.every.moq.client.RelayLink;
import channel.every.moq.quic.CertificateSource;
import channel.every.moq.relay.RelayHost;
import channel.every.moq.relay.RelaySnapshot;
import channel.every.moq.session.SessionRoles;
import channel.every.moq.wire.MoqProtocols;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The node's relay, and its publishers' way to it and to those of others: every window is put into one origin, once. A node without a
 * relay of its own and of others does nothing of it.
 */
@ApplicationScoped
public class NodeRelay {
    private static final Logger LOG = System.getLogger(NodeRelay.class.getName());

    /** Between attempts at a port that another holds: an operator who frees it need not restart the node. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    @Resource
    ManagedScheduledExecutorService threads;

    @Inject
    NodeConfiguration configuration;

    @Inject
    Manifests manifests;

    @Inject
    MoqDoor door;

    @Inject
    Config config;

    private final InstantSource clock = InstantSource.system();
    private final Map<URI, String> problems = new ConcurrentHashMap<>();
    private final List<RelayLink> links = new ArrayList<>();
    private final List<CarryingRelay> others = new ArrayList<>();
    private @Nullable RelaySettings settings;
    private @Nullable PublishSettings streams;
    private @Nullable RelayHost host;
    private @Nullable CertificateSource certificates;
    private volatile @Nullable String problem;
    private volatile Delays.@Nullable Delayed again;
    private @Nullable RelayDialer dialer;

    /** Begins to listen and to dial, as configured. To be called once, after the manifests have their keys. */
    void start() throws IOException {
        RelaySettings wanted = RelaySettings.read(key -> config.getOptionalValue(key, String.class));
        MeshSettings mesh = MeshSettings.read(key -> config.getOptionalValue(key, String.class));
        PublishingSettings publishing =
                PublishingSettings.read(key -> config.getOptionalValue(key, String.class), mesh.relays());
        settings = wanted;
        if (!wanted.enabled() && publishing.relays().isEmpty()) {
            return;
        }
        streams = publishing.streams(manifests.keys(), mesh.locators());
        Delays delays = Delays.of(threads);
        SecureRandom random = new SecureRandom();
        KeySource keys = wanted.keys().isPresent()
                ? new KeySetFile(wanted.keys().get(), clock, line -> LOG.log(Level.WARNING, line))
                : Optional::empty;
        RelayHost made = new RelayHost(
                new RelayHost.Bounds(wanted.cacheBytes(), RelayHost.USUAL_CACHE_AGE, wanted.mostSessions()),
                new TokenAdmission(keys, wanted.publicGet(), wanted.publicPut(), clock),
                clock,
                delays,
                random,
                line -> LOG.log(Level.WARNING, "relay: {0}", line));
        host = made;
        if (wanted.enabled()) {
            CertificateSource source =
                    wanted.certificates(configuration.settings().data().resolve("relay"), clock, random);
            certificates = source;
            door.open(made.relay());
            listen(made, wanted, source, delays);
        }
        dial(publishing, made, random, delays);
    }

    /** A port that another holds is no reason not to receive, archive and prove. */
    private void listen(RelayHost made, RelaySettings wanted, CertificateSource source, Delays delays) {
        try {
            made.listen(wanted.address(), source);
            problem = null;
            made.port().ifPresent(port -> LOG.log(Level.INFO, "relay on UDP {0}", Integer.toString(port)));
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(problem)) {
                LOG.log(Level.WARNING, "relay: {0}; it is tried again every {1} s", why, AGAIN.toSeconds());
            }
            problem = why;
            again = delays.after(AGAIN, () -> listen(made, wanted, source, delays));
        }
    }

    private void dial(PublishingSettings publishing, RelayHost from, SecureRandom random, Delays delays)
            throws IOException {
        if (publishing.relays().isEmpty()) {
            return;
        }
        RelayDialer dialing = new RelayDialer(publishing.trust());
        dialer = dialing;
        ClientSessions sessions =
                new ClientSessions(SessionRoles.publishing(from.relay().origin()), from.parts());
        List<URI> addresses = publishing.addresses();
        for (int i = 0; i < addresses.size(); i++) {
            URI shown = publishing.relays().get(i);
            others.add(new CarryingRelay(shown, null));
            problems.put(shown, "not connected yet");
            RelayLink link = new RelayLink(addresses.get(i), dialing, sessions, delays, random, new Noted(shown));
            links.add(link);
            link.start();
        }
    }

    /** Remembers what is wrong with a relay, and logs what is new. */
    private final class Noted implements RelayLink.Listener {
        private final URI shown;

        Noted(URI shown) {
            this.shown = shown;
        }

        @Override
        public void up(URI address, String protocol) {
            problems.remove(shown);
            LOG.log(Level.INFO, "relay {0} takes our streams over {1}", shown, protocol);
        }

        @Override
        public void down(URI address, String reason, Duration pause) {
            if (!reason.equals(problems.put(shown, reason))) {
                LOG.log(Level.WARNING, "relay {0}: {1}", shown, reason);
            }
        }
    }

    /** A publisher's way to all relays; empty where there are none. To be closed by whoever publishes. */
    Optional<LiveStream> stream(PublisherSettings publisher) {
        RelayHost to = host;
        PublishSettings what = streams;
        return to == null || what == null
                ? Optional.empty()
                : Optional.of(new LiveStream(
                        publisher.broadcast().value(), what, to.relay().origin(), to.cache()));
    }

    /** The relays that carry this node's streams, its own first. */
    List<CarryingRelay> carrying() {
        List<CarryingRelay> all = new ArrayList<>();
        url().ifPresent(url -> all.add(new CarryingRelay(
                url,
                settings != null && settings.certificate().isEmpty()
                        ? certificateHash().orElse(null)
                        : null)));
        all.addAll(others);
        return all;
    }

    /** Whether everybody may watch what the publishers publish. */
    boolean clear() {
        return streams != null && streams.clear();
    }

    /** Where the node's own relay is reached: as configured, or where it listens. */
    private Optional<URI> url() {
        RelayHost running = host;
        RelaySettings wanted = settings;
        OptionalInt port = running == null ? OptionalInt.empty() : running.port();
        if (wanted == null || port.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                wanted.url().orElseGet(() -> URI.create("https://" + host(wanted) + ":" + port.getAsInt() + "/")));
    }

    private static String host(RelaySettings wanted) {
        String address = wanted.address().getAddress().getHostAddress();
        return address.indexOf(':') < 0 ? address : '[' + address + ']';
    }

    /** SHA-256 of the certificate in use, for clients that pin it; empty without a relay. */
    public Optional<String> certificateHash() {
        return Optional.ofNullable(certificates)
                .map(source -> source.current().hash().hex());
    }

    public RelayStatus status() {
        RelayHost running = host;
        if (running == null) {
            return new RelayStatus(false, null, null, List.of(), null, null, 0, 0, 0, List.of(), List.of());
        }
        RelaySnapshot now = running.relay().snapshot();
        OptionalInt port = running.port();
        return new RelayStatus(
                settings != null && settings.enabled(),
                port.isPresent() ? port.getAsInt() : null,
                problem,
                port.isPresent() ? MoqProtocols.PREFERRED : List.of(),
                certificateHash().orElse(null),
                url().map(URI::toString).orElse(null),
                now.sessions(),
                now.cacheBytes(),
                now.mostCacheBytes(),
                running.relay().origin().announced().stream()
                        .map(each ->
                                new RelayStatus.Carried(each.name(), each.hops().size()))
                        .toList(),
                others.stream().map(this::other).toList());
    }

    private RelayStatus.Other other(CarryingRelay carrying) {
        String problem = problems.get(carrying.url());
        return new RelayStatus.Other(carrying.url().toString(), problem == null, problem);
    }

    List<MetricFamily> metrics() {
        RelayHost running = host;
        if (running == null) {
            return List.of();
        }
        List<MetricFamily> families =
                new ArrayList<>(RelayMetrics.of(running.relay().snapshot()));
        if (!others.isEmpty()) {
            families.add(new MetricFamily(
                    "every_channel_relay_upstream_up",
                    Type.GAUGE,
                    "1 while another's relay takes this node's streams.",
                    others.stream()
                            .map(each -> new Sample(
                                    Map.of("relay", each.url().toString()), problems.containsKey(each.url()) ? 0 : 1))
                            .toList()));
        }
        return families;
    }

    /** Closes all sessions, sockets and threads. */
    void stop() {
        door.shut();
        Delays.Delayed next = again;
        if (next != null) {
            next.close();
        }
        links.forEach(RelayLink::close);
        if (host != null) {
            host.close();
        }
        if (dialer != null) {
            dialer.close();
        }
    }
}

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
import channel.every.moq.CacheBudget;
import channel.every.moq.Delays;
import channel.every.moq.client.ClientSessions;
import channel.every.moq.client.RelayDialer;
import channel.every.moq.client.RelayLink;
import channel.every.moq.relay.Relay;
import channel.every.moq.relay.RelaySnapshot;
import channel.every.moq.session.SessionCounts;
import channel.every.moq.session.SessionLimits;
import channel.every.moq.session.SessionParts;
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

    /** As long as @moq/hang keeps media. */
    private static final Duration CACHE_AGE = Duration.ofSeconds(30);

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
    private @Nullable CacheBudget budget;
    private @Nullable Relay relay;
    private @Nullable RelayPort port;
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
        SessionParts parts = new SessionParts(clock, delays, SessionLimits.DEFAULT, new SessionCounts());
        CacheBudget cache = new CacheBudget(wanted.cacheBytes(), CACHE_AGE, clock);
        budget = cache;
        KeySource keys = wanted.keys().isPresent()
                ? new KeySetFile(wanted.keys().get(), clock, line -> LOG.log(Level.WARNING, line))
                : Optional::empty;
        Relay made = new Relay(
                new SecureRandom().nextLong(1, 1L << 62),
                cache,
                parts,
                new TokenAdmission(keys, wanted.publicGet(), wanted.publicPut(), clock),
                wanted.mostSessions(),
                line -> LOG.log(Level.WARNING, "relay: {0}", line));
        relay = made;
        if (wanted.enabled()) {
            port = new RelayPort(wanted, configuration.settings().data().resolve("relay"), made, clock);
            door.open(made);
            LOG.log(Level.INFO, "relay on UDP {0}", Integer.toString(port.port()));
        }
        dial(publishing, made, parts, delays);
    }

    private void dial(PublishingSettings publishing, Relay from, SessionParts parts, Delays delays) throws IOException {
        if (publishing.relays().isEmpty()) {
            return;
        }
        RelayDialer dialing = new RelayDialer(publishing.trust());
        dialer = dialing;
        SecureRandom random = new SecureRandom();
        ClientSessions sessions = new ClientSessions(SessionRoles.publishing(from.origin()), parts);
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
        Relay to = relay;
        PublishSettings what = streams;
        CacheBudget cache = budget;
        return to == null || what == null || cache == null
                ? Optional.empty()
                : Optional.of(new LiveStream(publisher.broadcast().value(), what, to.origin(), cache));
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
        RelayPort listening = port;
        RelaySettings wanted = settings;
        if (listening == null || wanted == null) {
            return Optional.empty();
        }
        return Optional.of(
                wanted.url().orElseGet(() -> URI.create("https://" + host(wanted) + ":" + listening.port() + "/")));
    }

    private static String host(RelaySettings wanted) {
        String address = wanted.address().getAddress().getHostAddress();
        return address.indexOf(':') < 0 ? address : '[' + address + ']';
    }

    /** SHA-256 of the certificate in use, for clients that pin it; empty without a relay. */
    public Optional<String> certificateHash() {
        return Optional.ofNullable(port).map(RelayPort::certificateHash);
    }

    public RelayStatus status() {
        Relay running = relay;
        RelayPort listening = port;
        if (running == null) {
            return new RelayStatus(false, null, List.of(), null, null, 0, 0, 0, List.of(), List.of());
        }
        RelaySnapshot now = running.snapshot();
        return new RelayStatus(
                listening != null,
                listening == null ? null : listening.port(),
                listening == null ? List.of() : MoqProtocols.PREFERRED,
                certificateHash().orElse(null),
                url().map(URI::toString).orElse(null),
                now.sessions(),
                now.cacheBytes(),
                now.mostCacheBytes(),
                running.origin().announced().stream()
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
        Relay running = relay;
        if (running == null) {
            return List.of();
        }
        List<MetricFamily> families = new ArrayList<>(RelayMetrics.of(running.snapshot()));
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
        links.forEach(RelayLink::close);
        if (relay != null) {
            relay.close();
        }
        if (port != null) {
            port.close();
        }
        if (dialer != null) {
            dialer.close();
        }
    }
}

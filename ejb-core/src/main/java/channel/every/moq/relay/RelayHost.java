package channel.every.moq.relay;

import channel.every.moq.CacheBudget;
import channel.every.moq.Delays;
import channel.every.moq.quic.CertificateSource;
import channel.every.moq.quic.QuicLimits;
import channel.every.moq.quic.QuicServer;
import channel.every.moq.session.SessionCounts;
import channel.every.moq.session.SessionLimits;
import channel.every.moq.session.SessionParts;
import channel.every.moq.wire.MoqProtocols;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A relay with what it stands on: its cache, its counts, and the UDP port for WebTransport and bare QUIC once it listens. */
public final class RelayHost implements AutoCloseable {
    /** As long as @moq/hang keeps media. */
    public static final Duration USUAL_CACHE_AGE = Duration.ofSeconds(30);

    /**
     * What it takes at the most.
     *
     * @param cacheBytes memory for groups that readers may still want
     * @param cacheAge after which a group goes though there is room
     * @param sessions at once, over all transports together
     */
    public record Bounds(long cacheBytes, Duration cacheAge, int sessions) {
        private QuicLimits quic() {
            QuicLimits usual = QuicLimits.USUAL;
            return new QuicLimits(
                    sessions,
                    usual.mostBidirectional(),
                    usual.mostUnidirectional(),
                    usual.streamWindowBytes(),
                    usual.connectionWindowBytes(),
                    usual.handshake(),
                    usual.idle());
        }
    }

    private final Bounds bounds;
    private final SecureRandom random;
    private final CacheBudget cache;
    private final SessionParts parts;
    private final Relay relay;
    private @Nullable QuicServer server;
    private boolean closed;

    /** @param log takes a line for whatever an operator should know, without any secret */
    public RelayHost(
            Bounds bounds,
            Admission admission,
            InstantSource clock,
            Delays delays,
            SecureRandom random,
            Consumer<String> log) {
        this.bounds = bounds;
        this.random = random;
        this.cache = new CacheBudget(bounds.cacheBytes(), bounds.cacheAge(), clock);
        this.parts = new SessionParts(clock, delays, SessionLimits.DEFAULT, new SessionCounts());
        this.relay = new Relay(random.nextLong(1, 1L << 62), cache, parts, admission, bounds.sessions(), log);
    }

    public Relay relay() {
        return relay;
    }

    /** For publishers in the same process, whose groups are in the bound too. */
    public CacheBudget cache() {
        return cache;
    }

    /** For sessions with others that the same process dials. */
    public SessionParts parts() {
        return parts;
    }

    /**
     * Listens on UDP; does nothing after the end.
     *
     * @throws IOException if the port is taken or the address is not this machine's: it may be tried again
     */
    public synchronized void listen(InetSocketAddress address, CertificateSource certificates) throws IOException {
        if (server != null) {
            throw new IllegalStateException("it listens already, on UDP port " + server.port());
        }
        if (!closed) {
            server = QuicServer.start(address, certificates, MoqProtocols.PREFERRED, bounds.quic(), random, relay);
        }
    }

    /** The UDP port, empty while it listens to none. */
    public synchronized OptionalInt port() {
        return server == null ? OptionalInt.empty() : OptionalInt.of(server.port());
    }

    /** Ends all sessions, and gives back port and thread. */
    @Override
    public void close() {
        relay.close();
        synchronized (this) {
            closed = true;
            if (server != null) {
                server.close();
                server = null;
            }
        }
    }
}

package channel.every.moq.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.moq.Delays;
import channel.every.moq.session.Session;
import channel.every.moq.session.SessionCode;
import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.ConnectRequest;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionListener;
import channel.every.moq.transport.SendStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RelayLinkTest {
    private static final URI RELAY = URI.create("moqt://relay.example:4443/");
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final List<Later> later = new ArrayList<>();
    private final List<CompletableFuture<Connection>> dials = new ArrayList<>();
    private final List<Opened> sessions = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    private record Later(Duration delay, Runnable task) {}

    /** A session whose end the test decides. */
    private static final class Opened implements Session {
        private final Listener listener;
        private boolean closed;

        Opened(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void start() {
            listener.established();
        }

        @Override
        public void goaway(String uri) {}

        @Override
        public void close(SessionCode code, String reason) {
            closed = true;
        }
    }

    /** A connection on which nothing happens. */
    private record Idle() implements Connection {
        @Override
        public Executor executor() {
            return Runnable::run;
        }

        @Override
        public String protocol() {
            return "moq-lite-05";
        }

        @Override
        public ConnectRequest request() {
            return new ConnectRequest("/", "", "", InetSocketAddress.createUnresolved("relay.example", 4443));
        }

        @Override
        public boolean tellsRequest() {
            return false;
        }

        @Override
        public boolean accepted() {
            return false;
        }

        @Override
        public void start(ConnectionListener listener) {}

        @Override
        public @Nullable SendStream openUnidirectional() {
            return null;
        }

        @Override
        public @Nullable BidirectionalStream openBidirectional() {
            return null;
        }

        @Override
        public void close(long code, String reason) {}
    }

    private final RelayLink link = new RelayLink(
            RELAY,
            relay -> {
                CompletableFuture<Connection> dial = new CompletableFuture<>();
                dials.add(dial);
                return dial;
            },
            (connection, listener) -> {
                Opened opened = new Opened(listener);
                sessions.add(opened);
                return opened;
            },
            this::later,
            new Random(1),
            new RelayLink.Listener() {
                @Override
                public void up(URI relay, String protocol) {
                    told.add("up " + protocol);
                }

                @Override
                public void down(URI relay, String reason, Duration pause) {
                    told.add("down " + reason);
                    pauses.add(pause);
                }
            });

    private Delays.Delayed later(Duration delay, Runnable task) {
        Later each = new Later(delay, task);
        later.add(each);
        return () -> later.remove(each);
    }

    @Test
    void a_relay_that_is_gone_is_tried_again_after_pauses_that_grow_to_a_bound() {
        link.start();
        for (int i = 0; i < 20; i++) {
            dials.getLast().completeExceptionally(new IllegalStateException("nobody listens"));
            later.removeLast().task().run();
        }
        assertThat(dials).hasSize(21);
        assertThat(told).containsOnly("down nobody listens");
        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isPositive().isLessThanOrEqualTo(LONGEST));
        assertThat(pauses.getFirst()).isLessThanOrEqualTo(Duration.ofMillis(250));
        assertThat(pauses.getLast()).isGreaterThanOrEqualTo(LONGEST.dividedBy(2));
        assertThat(pauses).doesNotHaveDuplicates();
    }

    @Test
    void a_session_that_held_for_a_while_lets_pauses_begin_short_again() {
        link.start();
        for (int i = 0; i < 10; i++) {
            dials.getLast().completeExceptionally(new IllegalStateException("nobody listens"));
            later.removeLast().task().run();
        }
        dials.getLast().complete(new Idle());
        assertThat(link.isUp()).isTrue();
        later.removeLast().task().run();
        sessions.getLast().listener.closed(0, "the relay stops");
        assertThat(link.isUp()).isFalse();
        assertThat(told).endsWith("up moq-lite-05", "down the relay stops");
        assertThat(pauses.getLast()).isLessThanOrEqualTo(Duration.ofMillis(250));
    }

    @Test
    void one_that_admits_nobody_for_long_is_not_asked_the_faster_for_it() {
        link.start();
        for (int i = 0; i < 10; i++) {
            dials.getLast().complete(new Idle());
            sessions.getLast().listener.closed(6, "not admitted");
            later.removeLast().task().run();
        }
        assertThat(pauses.getLast()).isGreaterThanOrEqualTo(LONGEST.dividedBy(2));
    }

    @Test
    void a_closed_link_ends_its_session_and_tries_no_more() {
        link.start();
        dials.getLast().complete(new Idle());
        link.close();
        assertThat(sessions.getLast().closed).isTrue();
        sessions.getLast().listener.closed(0, "");
        assertThat(dials).hasSize(1);
    }

    @Test
    void a_connection_that_comes_after_the_end_is_closed_at_once() {
        link.start();
        link.close();
        dials.getLast().complete(new Idle());
        assertThat(sessions.getLast().closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay.example", "http://relay.example/", "https:///", "moqt://a b/"})
    void what_is_no_address_of_a_relay_is_refused_and_quoted(String text) {
        assertThatThrownBy(() -> RelayDialer.address(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}

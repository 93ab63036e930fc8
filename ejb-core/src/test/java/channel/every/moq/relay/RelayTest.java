package channel.every.moq.relay;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.Broadcast;
import channel.every.moq.Group;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import channel.every.moq.TrackEnd;
import channel.every.moq.session.Admitting;
import channel.every.moq.session.LiteSession;
import channel.every.moq.session.Produced;
import channel.every.moq.session.Read;
import channel.every.moq.session.Refusal;
import channel.every.moq.session.Scope;
import channel.every.moq.session.Session;
import channel.every.moq.session.SessionCode;
import channel.every.moq.session.SessionRoles;
import channel.every.moq.session.Stage;
import channel.every.moq.transport.MemoryPair;
import channel.every.moq.wire.LiteVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RelayTest {
    private final Stage stage = new Stage();
    private final List<String> log = new ArrayList<>();
    private Admission admission = request -> new AdmissionVerdict.Admitted(Scope.ALL, Scope.ALL, Optional.empty());
    private final Relay relay = relay(100);

    private Relay relay(long id) {
        return new Relay(id, stage.budget, stage.parts(), request -> admission.admit(request), 20, log::add);
    }

    /** A client's end of a session with a relay. */
    private final class Client {
        final Session session;
        final Origin origin;
        final List<String> closed = new ArrayList<>();

        Client(Relay with, LiteVersion version, Origin origin, SessionRoles roles) {
            this.origin = origin;
            MemoryPair pair = stage.pair(version);
            session = new LiteSession(
                    pair.opener(), version, stage.parts(), Admitting.always(roles), new Session.Listener() {
                        @Override
                        public void established() {}

                        @Override
                        public void goaway(String uri) {}

                        @Override
                        public void closed(long code, String reason) {
                            closed.add(code + " " + reason);
                        }
                    });
            pair.opener().executor().execute(session::start);
            pair.acceptor().executor().execute(() -> with.accepted(pair.acceptor()));
            stage.settle();
        }

        Track track(String broadcast, String track) {
            return Objects.requireNonNull(origin.find(broadcast).orElseThrow().track(track));
        }

        void leave() {
            session.close(SessionCode.CANCEL, "");
            stage.settle();
        }
    }

    private Client publisher(Relay with, LiteVersion version, long id, Produced produced) {
        Origin origin = new Origin(id);
        origin.announce(produced.broadcast);
        return new Client(with, version, origin, SessionRoles.publishing(origin));
    }

    private Client subscriber(Relay with, LiteVersion version, long id) {
        Origin origin = stage.origin(id);
        return new Client(with, version, origin, SessionRoles.subscribing(origin));
    }

    private void link(Relay from, Relay to) {
        MemoryPair pair = stage.pair(LiteVersion.LITE_05);
        pair.opener()
                .executor()
                .execute(() -> from.peer(pair.opener(), new Session.Listener() {
                            @Override
                            public void established() {}

                            @Override
                            public void goaway(String uri) {}

                            @Override
                            public void closed(long code, String reason) {}
                        })
                        .start());
        pair.acceptor().executor().execute(() -> to.accepted(pair.acceptor()));
        stage.settle();
    }

    private Produced produced() {
        return new Produced("ec/a", stage.budget, "chunks");
    }

    @ParameterizedTest
    @EnumSource
    void what_one_publishes_any_number_have_by_one_subscription_upstream(LiteVersion version) {
        Produced produced = produced();
        publisher(relay, version, 1, produced);
        List<Read> reads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            reads.add(new Read(subscriber(relay, version, 10 + i).track("ec/a", "chunks")));
        }
        stage.settle();
        produced.group("chunks", 1, "a", "b");
        produced.group("chunks", 2, "c");
        stage.settle();
        assertThat(reads).allSatisfy(read -> assertThat(read.groups()).containsExactly("1:a b", "2:c"));
        assertThat(produced.track("chunks").subscribers()).isEqualTo(1);
    }

    @Test
    void every_version_reads_what_every_other_publishes() {
        for (LiteVersion one : LiteVersion.values()) {
            Produced produced = new Produced("from/" + one, stage.budget, "t");
            publisher(relay, one, 1 + one.ordinal(), produced);
            produced.group("t", 5, "x", "y");
        }
        for (LiteVersion other : LiteVersion.values()) {
            Client reader = subscriber(relay, other, 20 + other.ordinal());
            for (LiteVersion one : LiteVersion.values()) {
                try (Read read = new Read(reader.track("from/" + one, "t"))) {
                    stage.settle();
                    assertThat(read.groups()).as(one + " to " + other).containsExactly("5:x y");
                }
            }
        }
    }

    @Test
    void a_publisher_is_not_told_of_its_own_broadcasts() {
        Produced produced = produced();
        Origin own = stage.origin(5);
        own.announce(produced.broadcast);
        Origin heard = stage.origin(6);
        new Client(relay, LiteVersion.LITE_05, heard, new SessionRoles(own, Scope.ALL, heard, Scope.ALL));
        assertThat(relay.origin().announced()).hasSize(1);
        assertThat(heard.announced()).isEmpty();
    }

    @Test
    void a_publisher_that_comes_back_goes_on_where_it_was_and_its_readers_notice_nothing() {
        Produced produced = produced();
        Client first = publisher(relay, LiteVersion.LITE_05, 1, produced);
        Client reader = subscriber(relay, LiteVersion.LITE_05, 10);
        try (Read read = new Read(reader.track("ec/a", "chunks"))) {
            stage.settle();
            produced.group("chunks", 1, "a");
            stage.settle();
            first.leave();
            stage.advance(Duration.ofSeconds(3));
            assertThat(reader.origin.announced()).as("it may come back").hasSize(1);
            produced.group("chunks", 2, "missed by nobody, for it is the newest");
            publisher(relay, LiteVersion.LITE_05, 1, produced);
            produced.group("chunks", 3, "c");
            stage.settle();
            assertThat(read.groups()).containsExactly("1:a", "2:missed by nobody, for it is the newest", "3:c");
            assertThat(read.track.end()).isEmpty();
        }
    }

    @Test
    void a_publisher_that_does_not_come_back_is_gone_after_a_while_and_its_readers_are_told() {
        Produced produced = produced();
        Client first = publisher(relay, LiteVersion.LITE_05, 1, produced);
        Client reader = subscriber(relay, LiteVersion.LITE_05, 10);
        try (Read read = new Read(reader.track("ec/a", "chunks"))) {
            stage.settle();
            first.leave();
            stage.advance(Duration.ofSeconds(6));
            assertThat(reader.origin.announced()).isEmpty();
            assertThat(read.track.end()).containsInstanceOf(TrackEnd.Failed.class);
        }
    }

    @Test
    void one_that_says_goodbye_is_gone_at_once() {
        Produced produced = produced();
        Client first = publisher(relay, LiteVersion.LITE_05, 1, produced);
        Client reader = subscriber(relay, LiteVersion.LITE_05, 10);
        first.origin.withdraw(produced.broadcast);
        stage.settle();
        assertThat(reader.origin.announced()).isEmpty();
    }

    @Test
    void of_two_publishers_of_the_same_the_other_takes_over_with_the_next_group() {
        Produced one = produced();
        Produced other = produced();
        Client first = publisher(relay, LiteVersion.LITE_05, 1, one);
        publisher(relay, LiteVersion.LITE_05, 2, other);
        try (Read read = new Read(subscriber(relay, LiteVersion.LITE_05, 10).track("ec/a", "chunks"))) {
            stage.settle();
            one.group("chunks", 1, "a");
            other.group("chunks", 1, "a");
            Group cut = one.track("chunks").begin(2);
            cut.append(Produced.frame(0, "half"));
            stage.settle();
            first.leave();
            other.group("chunks", 2, "half", "and half");
            other.group("chunks", 3, "c");
            stage.settle();
            assertThat(read.groups()).containsExactly("1:a", "2:half ABORTED", "3:c");
        }
    }

    @Test
    void a_publisher_that_counts_anew_is_another_track() {
        Produced one = produced();
        Client first = publisher(relay, LiteVersion.LITE_05, 1, one);
        try (Read read = new Read(subscriber(relay, LiteVersion.LITE_05, 10).track("ec/a", "chunks"))) {
            stage.settle();
            one.group("chunks", 500, "a");
            stage.settle();
            first.leave();
            Produced anew = produced();
            anew.group("chunks", 0, "b");
            publisher(relay, LiteVersion.LITE_05, 1, anew);
            assertThat(read.track.end()).containsInstanceOf(TrackEnd.Failed.class);
        }
    }

    @Test
    void a_group_that_the_relay_does_not_keep_is_fetched_from_its_publisher_once() {
        Produced produced = produced();
        produced.group("chunks", 1, "old");
        produced.group("chunks", 2, "new");
        publisher(relay, LiteVersion.LITE_05, 1, produced);
        for (int i = 0; i < 3; i++) {
            Group fetched = Objects.requireNonNull(subscriber(relay, LiteVersion.LITE_05, 10 + i)
                    .track("ec/a", "chunks")
                    .fetch(1));
            stage.settle();
            assertThat(Read.text(fetched)).isEqualTo("1:old");
        }
        assertThat(relay.snapshot().totals().fetches())
                .as("three here, one there")
                .isEqualTo(4);
    }

    @Test
    void relays_in_a_ring_find_each_broadcast_by_the_shortest_way_and_no_loop() {
        Relay b = relay(200);
        Relay c = relay(300);
        link(relay, b);
        link(b, c);
        link(c, relay);
        Produced produced = produced();
        Client publisher = publisher(relay, LiteVersion.LITE_05, 1, produced);
        assertThat(b.origin().find("ec/a").orElseThrow().hops()).containsExactly(1L, 100L);
        assertThat(c.origin().find("ec/a").orElseThrow().hops()).containsExactly(1L, 100L);
        try (Read read = new Read(subscriber(c, LiteVersion.LITE_05, 10).track("ec/a", "chunks"))) {
            stage.settle();
            produced.group("chunks", 1, "a");
            stage.settle();
            assertThat(read.groups()).containsExactly("1:a");
        }
        publisher.origin.withdraw(produced.broadcast);
        stage.settle();
        for (Relay each : List.of(relay, b, c)) {
            assertThat(each.origin().announced()).extracting(Broadcast::name).isEmpty();
        }
    }

    @Test
    void who_is_not_admitted_is_closed_and_an_operator_told_once() {
        admission = request -> new AdmissionVerdict.Refused("no token");
        for (int i = 0; i < 3; i++) {
            assertThat(subscriber(relay, LiteVersion.LITE_05, 10 + i).closed)
                    .containsExactly(SessionCode.UNAUTHORIZED.code() + " not admitted");
        }
        assertThat(log).hasSize(1).allSatisfy(line -> assertThat(line).endsWith("not admitted: no token"));
        assertThat(relay.snapshot().totals().refusals().get(Refusal.ADMISSION)).isEqualTo(3);
        assertThat(relay.snapshot().sessions()).isZero();
    }

    @Test
    void a_session_ends_with_its_token() {
        admission =
                request -> new AdmissionVerdict.Admitted(Scope.ALL, Scope.NONE, Optional.of(stage.now.plusSeconds(60)));
        Client client = subscriber(relay, LiteVersion.LITE_05, 10);
        stage.advance(Duration.ofSeconds(59));
        assertThat(client.closed).isEmpty();
        stage.advance(Duration.ofSeconds(2));
        assertThat(client.closed).containsExactly(SessionCode.UNAUTHORIZED.code() + " the token has expired");
        assertThat(relay.snapshot().totals().refusals().get(Refusal.EXPIRED)).isEqualTo(1);
    }

    @Test
    void no_more_sessions_than_may_be_are_open() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            clients.add(subscriber(relay, LiteVersion.LITE_05, 1000 + i));
        }
        assertThat(relay.snapshot().sessions()).isEqualTo(20);
        assertThat(clients.stream().filter(each -> !each.closed.isEmpty())).hasSize(5);
        clients.forEach(Client::leave);
        assertThat(relay.snapshot().sessions()).isZero();
    }

    @Test
    void a_relay_that_stops_closes_its_sessions() {
        Client client = subscriber(relay, LiteVersion.LITE_05, 10);
        relay.close();
        stage.settle();
        assertThat(client.closed).containsExactly(SessionCode.CANCEL.code() + " the relay stops");
        assertThat(subscriber(relay, LiteVersion.LITE_05, 11).closed).hasSize(1);
    }
}

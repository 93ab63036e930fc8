package channel.every.moq.session;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.Broadcast;
import channel.every.moq.Group;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import channel.every.moq.transport.MemoryPair;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.LiteMessage;
import channel.every.moq.wire.LiteMessage.Announce;
import channel.every.moq.wire.LiteMessage.AnnounceOk;
import channel.every.moq.wire.LiteMessage.AnnounceRequest;
import channel.every.moq.wire.LiteMessage.Fetch;
import channel.every.moq.wire.LiteMessage.Goaway;
import channel.every.moq.wire.LiteMessage.ProbeRequest;
import channel.every.moq.wire.LiteMessage.Subscribe;
import channel.every.moq.wire.LiteMessage.TrackRequest;
import channel.every.moq.wire.LiteMessage.Wanted;
import channel.every.moq.wire.LiteVersion;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer says that it should not, or too much of. */
final class HostilePeerTest {
    private static final Wanted LATEST = new Wanted(128, false, 0, null, null);

    private final Stage stage = new Stage();
    private final Origin origin = stage.origin(7);
    private final Produced produced = new Produced("ec/a", stage.budget, "chunks");

    @BeforeEach
    void announce() {
        origin.announce(produced.broadcast);
        produced.group("chunks", 1, "g1");
    }

    private RawPeer peer(Scope get, Scope put) {
        MemoryPair pair = stage.pair(LiteVersion.LITE_05);
        stage.session(pair.acceptor(), Admitting.always(new SessionRoles(origin, get, origin, put)));
        RawPeer peer = new RawPeer(pair.opener(), LiteVersion.LITE_05);
        stage.settle();
        return peer;
    }

    private RawPeer peer() {
        return peer(Scope.ALL, Scope.ALL);
    }

    /** The answer to the relay's own question for announcements. */
    private void announce(RawPeer peer, String... names) {
        RawPeer.Said asked = peer.asked.getFirst();
        asked.write(peer.encode(new AnnounceOk(99, names.length)));
        for (String name : names) {
            asked.write(peer.encode(new Announce(true, name, List.of())));
        }
        stage.settle();
    }

    private void stillServes(RawPeer peer) {
        RawPeer.Said said = peer.ask(new Fetch("ec/a", "chunks", 1, 1));
        stage.settle();
        assertThat(peer.closed).isNull();
        assertThat(said.in.finished).as("the session goes on").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3f00",
                "07050102030405",
                "0200",
                "02ffffffffffffffff",
                "01bfffffff",
                "0603ff6161",
                "40",
                "020101",
                "0301"
            })
    void bytes_that_are_no_request_end_their_stream_and_no_other(String hex) {
        RawPeer peer = peer();
        RawPeer.Said said = peer.ask(HexFormat.of().parseHex(hex));
        said.out.finish();
        stage.settle();
        assertThat(said.in.reset).isNotNull();
        stillServes(peer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3f00", "00", "0002ff", "0002050600ffffffffffffffffff", "01020105"})
    void bytes_that_are_no_group_end_their_stream_and_no_other(String hex) {
        RawPeer peer = peer();
        peer.send(HexFormat.of().parseHex(hex)).finish();
        stage.settle();
        stillServes(peer);
    }

    @Test
    void a_flood_of_subscriptions_is_bounded_and_the_rest_refused() {
        stage.limits = limits(1000, 10, 2, 1 << 20, 1 << 20);
        stage.streams = 64;
        RawPeer peer = peer();
        for (int i = 0; i < 30; i++) {
            peer.ask(new Subscribe(i, "ec/a", "chunks", LATEST));
        }
        stage.settle();
        assertThat(produced.track("chunks").subscribers()).isEqualTo(10);
        assertThat(stage.counts.refusals(Refusal.SUBSCRIPTIONS)).isEqualTo(20);
        peer.connection.close(0, "");
        stage.settle();
        assertThat(produced.track("chunks").subscribers()).isZero();
    }

    @Test
    void a_flood_of_watches_is_bounded() {
        stage.limits = limits(1000, 10, 2, 1 << 20, 1 << 20);
        RawPeer peer = peer();
        List<RawPeer.Said> said = java.util.stream.Stream.generate(() -> peer.ask(new AnnounceRequest("", 0)))
                .limit(5)
                .toList();
        stage.settle();
        assertThat(said.stream().filter(each -> each.in.reset != null)).hasSize(3);
    }

    @Test
    void a_flood_of_announcements_is_bounded_and_the_rest_ignored() {
        stage.limits = limits(3, 10, 2, 1 << 20, 1 << 20);
        RawPeer peer = peer();
        announce(peer, "a", "b", "c", "d", "e");
        assertThat(origin.announced()).extracting(Broadcast::name).containsExactly("a", "b", "c", "ec/a");
        assertThat(stage.counts.refusals(Refusal.ANNOUNCEMENTS)).isEqualTo(2);
        peer.asked
                .getFirst()
                .write(peer.encode(new Announce(false, "a", List.of()), new Announce(true, "e", List.of())));
        stage.settle();
        assertThat(origin.announced()).extracting(Broadcast::name).containsExactly("b", "c", "e", "ec/a");
    }

    @Test
    void names_that_are_empty_or_too_long_are_refused() {
        RawPeer peer = peer();
        announce(peer, "", "//", "x".repeat(Broadcast.MOST_NAME_CHARACTERS + 1), "good");
        assertThat(origin.announced()).extracting(Broadcast::name).containsExactly("ec/a", "good");
        assertThat(stage.counts.refusals(Refusal.NAME)).isEqualTo(3);
        RawPeer.Said said = peer.ask(new Subscribe(0, "ec/a", "y".repeat(2000), LATEST));
        stage.settle();
        assertThat(said.in.reset).isEqualTo(SessionCode.BOUNDS_EXCEEDED.code());
    }

    @Test
    void announcements_that_have_been_here_are_loops() {
        RawPeer peer = peer();
        RawPeer.Said asked = peer.asked.getFirst();
        asked.write(peer.encode(
                new AnnounceOk(99, 0),
                new Announce(true, "x", List.of(5L, 7L, 6L)),
                new Announce(true, "y", List.of(5L, 6L))));
        stage.settle();
        assertThat(origin.announced()).extracting(Broadcast::name).containsExactly("ec/a", "y");
        assertThat(origin.find("y").orElseThrow().hops()).containsExactly(5L, 6L, 99L);
        assertThat(stage.counts.refusals(Refusal.LOOP)).isEqualTo(1);
    }

    @Test
    void what_lies_outside_the_scope_cannot_be_had_nor_announced() {
        RawPeer peer = peer(new Scope("ec", List.of("ec/b")), new Scope("ec", List.of("ec/c")));
        announce(peer, "c", "c/below", "cd", "a");
        assertThat(origin.announced()).extracting(Broadcast::name).containsExactly("ec/a", "ec/c", "ec/c/below");
        assertThat(stage.counts.refusals(Refusal.SCOPE)).isEqualTo(2);
        RawPeer.Said said = peer.ask(new Subscribe(0, "a", "chunks", LATEST));
        RawPeer.Said fetch = peer.ask(new Fetch("a", "chunks", 1, 1));
        RawPeer.Said track = peer.ask(new TrackRequest("a", "chunks"));
        stage.settle();
        assertThat(List.of(said, fetch, track))
                .allSatisfy(each -> assertThat(each.in.reset).isEqualTo(SessionCode.UNAUTHORIZED.code()));
    }

    @Test
    void one_id_is_one_subscription() {
        RawPeer peer = peer();
        peer.ask(new Subscribe(3, "ec/a", "chunks", LATEST));
        RawPeer.Said again = peer.ask(new Subscribe(3, "ec/a", "chunks", LATEST));
        stage.settle();
        assertThat(again.in.reset).isEqualTo(SessionCode.DUPLICATE.code());
    }

    @Test
    void frames_larger_than_taken_end_their_stream_and_give_up_their_group() {
        stage.limits = limits(10, 10, 2, 1000, 1000);
        Incoming incoming = new Incoming();
        RawPeer peer = incoming.peer;
        SendStream big =
                peer.send(peer.encode(new LiteMessage.Group(incoming.id, 1), new LiteMessage.Frame(0, new byte[10])));
        byte[] frame = peer.encode(new LiteMessage.Frame(0, new byte[1001]));
        big.write(frame, 0, frame.length);
        stage.settle();
        Group group = Objects.requireNonNull(incoming.track.group(1));
        assertThat(group.state()).isEqualTo(Group.State.ABORTED);
        assertThat(big.writable()).as("told to stop").isFalse();
        stillServes(peer);
    }

    @Test
    void frames_that_begin_and_do_not_end_are_held_up_to_the_bound_of_all_streams_together() {
        stage.limits = limits(10, 10, 2, 1000, 2500);
        Incoming incoming = new Incoming();
        RawPeer peer = incoming.peer;
        byte[] begun = java.util.Arrays.copyOf(peer.encode(new LiteMessage.Frame(0, new byte[1000])), 900);
        for (long i = 1; i <= 5; i++) {
            SendStream stream = peer.send(peer.encode(new LiteMessage.Group(incoming.id, i)));
            stream.write(begun, 0, begun.length);
        }
        stage.settle();
        assertThat(stage.counts.refusals(Refusal.FRAME_TOO_LARGE)).isEqualTo(3);
        stillServes(peer);
    }

    @Test
    void groups_that_nobody_asked_for_and_groups_that_are_here_are_stopped() {
        Incoming incoming = new Incoming();
        RawPeer peer = incoming.peer;
        byte[] group = peer.encode(new LiteMessage.Group(incoming.id, 1), new LiteMessage.Frame(0, new byte[10]));
        SendStream first = peer.send(group);
        SendStream again = peer.send(group);
        SendStream foreign = peer.send(peer.encode(new LiteMessage.Group(incoming.id + 50, 1)));
        stage.settle();
        assertThat(first.writable()).isTrue();
        assertThat(again.writable() || foreign.writable()).isFalse();
        assertThat(stage.counts.refusals(Refusal.GROUP_UNWANTED)).isEqualTo(2);
    }

    @Test
    void a_flood_of_empty_groups_and_frames_stays_within_the_cache() {
        stage.streams = 20_000;
        Incoming incoming = new Incoming();
        RawPeer peer = incoming.peer;
        byte[] empty = peer.encode(new LiteMessage.Frame(0, new byte[0]));
        SendStream stream = peer.send(peer.encode(new LiteMessage.Group(incoming.id, 1_000_000)));
        for (int i = 0; i < 20_000; i++) {
            stream.write(empty, 0, empty.length);
        }
        for (long i = 1; i < 15_000; i++) {
            peer.send(peer.encode(new LiteMessage.Group(incoming.id, i)));
            if (i % 100 == 0) {
                stage.settle();
                assertThat(stage.budget.heldBytes()).isLessThanOrEqualTo(stage.budget.mostBytes());
            }
        }
        assertThat(stage.budget.overgrownGroups() + stage.budget.releasedGroups())
                .isPositive();
    }

    @Test
    void a_peer_that_never_answers_is_waited_for_no_longer_than_allowed() {
        Incoming incoming = new Incoming();
        stage.advance(Duration.ofSeconds(11));
        assertThat(incoming.track.end()).isPresent();
        assertThat(stage.counts.refusals(Refusal.TIMEOUT)).isPositive();
        stillServes(incoming.peer);
    }

    @Test
    void a_probe_stays_open_and_a_farewell_is_told() {
        RawPeer peer = peer();
        RawPeer.Said probe = peer.ask(new ProbeRequest());
        peer.ask(new Goaway("https://elsewhere"));
        stage.settle();
        assertThat(probe.in.finished || probe.in.reset != null || probe.stopped != null)
                .isFalse();
        assertThat(stage.told).contains("acceptor is to go to \"https://elsewhere\"");
        stillServes(peer);
    }

    /** A peer that announces {@code theirs}, of whose track {@code t} somebody here has asked. */
    private final class Incoming {
        final RawPeer peer = peer();
        final Track track;
        final long id = 0;

        Incoming() {
            announce(peer, "theirs");
            track = Objects.requireNonNull(origin.find("theirs").orElseThrow().track("t"));
            new Read(track);
            stage.settle();
        }
    }

    private static SessionLimits limits(
            int announcements, int subscriptions, int watches, int frameBytes, long partialBytes) {
        SessionLimits usual = SessionLimits.DEFAULT;
        return new SessionLimits(
                announcements,
                subscriptions,
                watches,
                usual.openGroups(),
                usual.waitingGroups(),
                usual.mostBehind(),
                usual.leastBehind(),
                frameBytes,
                partialBytes,
                usual.stuck(),
                usual.answer());
    }
}

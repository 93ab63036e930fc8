package channel.every.moq.session;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.Broadcast;
import channel.every.moq.Group;
import channel.every.moq.Origin;
import channel.every.moq.Track;
import channel.every.moq.transport.MemoryPair;
import channel.every.moq.transport.SendStream;
import channel.every.moq.wire.Fed;
import channel.every.moq.wire.LiteVersion;
import channel.every.moq.wire.MalformedMessageException;
import channel.every.moq.wire.MoqProtocols;
import channel.every.moq.wire.MoqtDecoder;
import channel.every.moq.wire.MoqtEncoder;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtMessage.Content;
import channel.every.moq.wire.MoqtMessage.Publish;
import channel.every.moq.wire.MoqtMessage.PublishNamespace;
import channel.every.moq.wire.MoqtMessage.RequestError;
import channel.every.moq.wire.MoqtMessage.RequestOk;
import channel.every.moq.wire.MoqtMessage.Setup;
import channel.every.moq.wire.MoqtMessage.Subgroup;
import channel.every.moq.wire.MoqtMessage.Subscribe;
import channel.every.moq.wire.MoqtMessage.SubscribeNamespace;
import channel.every.moq.wire.MoqtMessage.SubscribeOk;
import channel.every.moq.wire.MoqtParameter;
import channel.every.moq.wire.MoqtProperty;
import channel.every.moq.wire.MoqtStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a peer of moq-transport says that it should not, or too much or too early of. */
final class HostileMoqtPeerTest {
    private static final long NOT_SUPPORTED = 0x3;
    private static final long UNAUTHORIZED = 0x1;
    private static final long DOES_NOT_EXIST = 0x10;

    private final Stage stage = new Stage();
    private final Origin origin = stage.origin(7);
    private final Produced produced = new Produced("ec/a", stage.budget, "chunks");

    @BeforeEach
    void announce() {
        origin.announce(produced.broadcast);
        produced.group("chunks", 1, "g1");
    }

    private RawPeer silent(Scope get, Scope put) {
        MemoryPair pair = stage.pair(MoqProtocols.MOQT_18);
        stage.session(pair.acceptor(), Admitting.always(new SessionRoles(origin, get, origin, put)));
        RawPeer peer = new RawPeer(pair.opener(), LiteVersion.LITE_05);
        stage.settle();
        return peer;
    }

    private RawPeer peer(Scope get, Scope put) {
        RawPeer peer = silent(get, put);
        send(peer, new Setup(List.of()));
        return peer;
    }

    private RawPeer peer() {
        return peer(Scope.ALL, Scope.ALL);
    }

    private static byte[] bytes(MoqtMessage... messages) {
        MoqtEncoder encoder = new MoqtEncoder();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (MoqtMessage message : messages) {
            all.writeBytes(encoder.encode(message));
        }
        return all.toByteArray();
    }

    private SendStream send(RawPeer peer, MoqtMessage... messages) {
        SendStream stream = peer.send(bytes(messages));
        stage.settle();
        return stream;
    }

    private RawPeer.Said ask(RawPeer peer, byte[] question) {
        RawPeer.Said said = peer.ask(question);
        stage.settle();
        return said;
    }

    private MoqtMessage answer(RawPeer peer, MoqtMessage question) throws MalformedMessageException {
        return first(ask(peer, bytes(question)));
    }

    private static MoqtMessage first(RawPeer.Said said) throws MalformedMessageException {
        byte[] heard = said.in.bytes.toByteArray();
        return Fed.all(new MoqtDecoder(MoqtStream.ANSWERS, 1000), heard).getFirst();
    }

    private static Subscribe subscribe(long id, String broadcast, String track, MoqtParameter... parameters) {
        return new Subscribe(id, List.of(broadcast.split("/")), track, List.of(parameters));
    }

    private static void refused(MoqtMessage answer, long code) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        RequestError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void one_who_says_no_setup_is_let_go() {
        RawPeer peer = silent(Scope.ALL, Scope.ALL);
        stage.advance(stage.limits.answer().plus(Duration.ofSeconds(1)));
        assertThat(peer.closed).isEqualTo(SessionCode.TIMEOUT.code() + " no SETUP came");
    }

    @Test
    void the_session_ends_with_its_control_stream() {
        RawPeer peer = silent(Scope.ALL, Scope.ALL);
        SendStream control = send(peer, new Setup(List.of()));
        assertThat(peer.closed).isNull();
        control.finish();
        stage.settle();
        assertThat(peer.closed).contains("the control stream ended");
    }

    @Test
    void setup_is_said_once() {
        RawPeer peer = peer();
        send(peer, new Setup(List.of()));
        assertThat(peer.closed).contains("SETUP came twice");
    }

    @Test
    void what_is_not_served_is_refused_by_its_number_and_nothing_else_ends() throws Exception {
        RawPeer peer = peer();
        refused(answer(peer, new Publish(0, List.of("tv"), "c", 0, List.of(), List.of())), NOT_SUPPORTED);
        refused(first(ask(peer, HexFormat.of().parseHex("1600050202000100"))), NOT_SUPPORTED);
        refused(first(ask(peer, HexFormat.of().parseHex("51000204f0"))), NOT_SUPPORTED);
        MoqtParameter later = new MoqtParameter.Number(MoqtParameter.FORWARD, 0);
        refused(answer(peer, subscribe(6, "ec/a", "chunks", later)), NOT_SUPPORTED);
        assertThat(ask(peer, HexFormat.of().parseHex("7f0000")).in.reset).isNotNull();
        assertThat(answer(peer, subscribe(8, "ec/a", "chunks"))).isInstanceOf(SubscribeOk.class);
        assertThat(peer.closed).isNull();
        assertThat(stage.counts.refusals(Refusal.MALFORMED)).isEqualTo(1);
    }

    @Test
    void what_is_not_there_or_not_for_it_a_peer_is_told_so() throws Exception {
        RawPeer peer = peer(new Scope("", List.of("ec")), Scope.NONE);
        refused(answer(peer, subscribe(0, "ec/none", "chunks")), DOES_NOT_EXIST);
        refused(answer(peer, subscribe(2, "ec/a", "none")), DOES_NOT_EXIST);
        refused(answer(peer, subscribe(4, "private/a", "chunks")), UNAUTHORIZED);
        refused(answer(peer, new PublishNamespace(6, List.of("ec", "b"), List.of())), UNAUTHORIZED);
        assertThat(stage.counts.refusals(Refusal.NOT_FOUND)).isEqualTo(2);
    }

    @Test
    void an_id_said_twice_ends_the_session() throws Exception {
        RawPeer peer = peer();
        assertThat(answer(peer, subscribe(2, "ec/a", "chunks"))).isInstanceOf(SubscribeOk.class);
        ask(peer, bytes(subscribe(2, "ec/a", "chunks")));
        assertThat(peer.closed).contains("request 2 twice");
    }

    @Test
    void more_subscriptions_prefixes_and_announcements_than_may_be_are_refused_and_counted() throws Exception {
        stage.limits = few(2, 1);
        RawPeer peer = peer();
        for (int i = 0; i < 2; i++) {
            assertThat(answer(peer, subscribe(2 * i, "ec/a", "chunks"))).isInstanceOf(SubscribeOk.class);
            assertThat(answer(peer, new PublishNamespace(10 + 2 * i, List.of("b" + i), List.of())))
                    .isInstanceOf(RequestOk.class);
        }
        assertThat(answer(peer, subscribe(4, "ec/a", "chunks"))).isInstanceOf(RequestError.class);
        assertThat(answer(peer, new PublishNamespace(20, List.of("b2"), List.of())))
                .isInstanceOf(RequestError.class);
        assertThat(answer(peer, new SubscribeNamespace(30, List.of(), List.of())))
                .isInstanceOf(RequestOk.class);
        assertThat(answer(peer, new SubscribeNamespace(32, List.of("ec"), List.of())))
                .isInstanceOf(RequestError.class);
        assertThat(stage.counts.refusals(Refusal.SUBSCRIPTIONS)).isEqualTo(2);
        assertThat(stage.counts.refusals(Refusal.ANNOUNCEMENTS)).isEqualTo(1);
        assertThat(origin.announced()).extracting(Broadcast::name).containsExactly("b0", "b1", "ec/a");
    }

    @Test
    void a_group_that_nobody_asked_for_is_stopped() {
        RawPeer peer = peer();
        SendStream group = send(peer, new Subgroup(5, 0, 0, 0, false, true, true));
        assertThat(group.writable()).isFalse();
        assertThat(stage.counts.refusals(Refusal.GROUP_UNWANTED)).isEqualTo(1);
        assertThat(peer.closed).isNull();
    }

    @Test
    void a_group_that_overtakes_the_answer_which_says_whose_it_is_waits_for_it() {
        RawPeer peer = peer();
        ask(peer, bytes(new PublishNamespace(0, List.of("tv", "b"), List.of())));
        Track track = Objects.requireNonNull(origin.find("tv/b").orElseThrow().track("x"));
        try (Read read = new Read(track)) {
            stage.settle();
            send(peer, group(9, 7, 0)).finish();
            stage.settle();
            assertThat(read.groups()).isEmpty();
            MoqtProperty units = new MoqtProperty.Number(MoqtProperty.TIMESCALE, 90_000);
            peer.asked.getLast().write(bytes(new SubscribeOk(9, List.of(), List.of(units))));
            stage.settle();
            assertThat(read.groups()).containsExactly("7:one two");
            assertThat(read.track.group(7)).extracting(Group::state).isEqualTo(Group.State.FINISHED);
            send(peer, group(9, 8, 1)).finish();
            stage.settle();
            assertThat(read.track.group(8))
                    .as("an object is missing")
                    .extracting(Group::state)
                    .isEqualTo(Group.State.ABORTED);
        }
    }

    private static MoqtMessage[] group(long alias, long sequence, long skipped) {
        return new MoqtMessage[] {
            new Subgroup(alias, sequence, 0, 0, true, true, true),
            new Content(
                    0,
                    List.of(new MoqtProperty.Number(MoqtProperty.TIMESTAMP, 5)),
                    "one".getBytes(StandardCharsets.UTF_8)),
            new Content(skipped, List.of(), "two".getBytes(StandardCharsets.UTF_8))
        };
    }

    @Test
    void groups_that_wait_for_an_answer_are_bounded() {
        stage.limits = few(10, 3);
        RawPeer peer = peer();
        ask(peer, bytes(new PublishNamespace(0, List.of("tv", "b"), List.of())));
        Track track = Objects.requireNonNull(origin.find("tv/b").orElseThrow().track("x"));
        try (Read read = new Read(track)) {
            stage.settle();
            for (int i = 0; i < 10; i++) {
                send(peer, new Subgroup(9, i, 0, 0, false, true, true), new Content(0, List.of(), new byte[300]));
            }
            assertThat(stage.counts.refusals(Refusal.GROUP_UNWANTED)).isEqualTo(7);
            stage.advance(Duration.ofSeconds(11));
            assertThat(read.track.end()).isPresent();
            assertThat(stage.counts.refusals(Refusal.GROUP_UNWANTED)).isEqualTo(10);
        }
    }

    /** As many announcements as subscriptions; one that watches, one group open. */
    private static SessionLimits few(int requests, int waitingGroups) {
        return new SessionLimits(
                requests,
                requests,
                1,
                1,
                waitingGroups,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1000,
                1000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
    }
}

package channel.every.moq.session;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.Group;
import channel.every.moq.Origin;
import channel.every.moq.TrackEnd;
import channel.every.moq.transport.MemoryPair;
import channel.every.moq.wire.Fed;
import channel.every.moq.wire.LiteVersion;
import channel.every.moq.wire.MoqProtocols;
import channel.every.moq.wire.MoqtDecoder;
import channel.every.moq.wire.MoqtEncoder;
import channel.every.moq.wire.MoqtMessage;
import channel.every.moq.wire.MoqtMessage.Fetch;
import channel.every.moq.wire.MoqtMessage.FetchOk;
import channel.every.moq.wire.MoqtMessage.RequestError;
import channel.every.moq.wire.MoqtMessage.Setup;
import channel.every.moq.wire.MoqtParameter;
import channel.every.moq.wire.MoqtProperty;
import channel.every.moq.wire.MoqtStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** FETCH of draft-ietf-moq-transport-18, served from what is kept: the objects by the bytes of 11.4.4. */
final class MoqtFetchTest {
    private static final long INVALID_RANGE = 0x11;
    private static final List<MoqtProperty> TRACK = List.of(new MoqtProperty.Number(MoqtProperty.TIMESCALE, 90_000));

    private final Stage stage = new Stage();
    private final Origin origin = stage.origin(7);
    private final Produced produced = new Produced("ec/a", stage.budget, "chunks");
    private final RawPeer peer = peer(origin);

    private RawPeer peer(Origin of) {
        MemoryPair pair = stage.pair(MoqProtocols.MOQT_18);
        stage.session(pair.acceptor(), Admitting.always(SessionRoles.publishing(of)));
        RawPeer made = new RawPeer(pair.opener(), LiteVersion.LITE_05);
        stage.settle();
        made.send(new MoqtEncoder().encode(new Setup(List.of())));
        stage.settle();
        return made;
    }

    @BeforeEach
    void announce() {
        origin.announce(produced.broadcast);
    }

    private MoqtMessage fetch(Fetch fetch) throws Exception {
        return answer(ask(peer, fetch));
    }

    private RawPeer.Said ask(RawPeer by, Fetch fetch) {
        RawPeer.Said said = by.ask(new MoqtEncoder().encode(fetch));
        stage.settle();
        return said;
    }

    private static MoqtMessage answer(RawPeer.Said said) throws Exception {
        return Fed.all(new MoqtDecoder(MoqtStream.ANSWERS, 1000), said.in.bytes.toByteArray())
                .getFirst();
    }

    private static Fetch range(long startGroup, long startObject, long endGroup, long endObject) {
        return new Fetch(2, List.of("ec", "a"), "chunks", startGroup, startObject, endGroup, endObject, List.of());
    }

    private static FetchOk until(long group, long object) {
        return new FetchOk(false, group, object, List.of(), TRACK);
    }

    /** The newest stream. */
    private static RawPeer.Heard data(RawPeer of) {
        return of.unidirectional.getLast();
    }

    private String objects() {
        assertThat(data(peer).finished).isTrue();
        return HexFormat.ofDelimiter("").formatHex(data(peer).bytes.toByteArray());
    }

    @Test
    void a_range_comes_in_its_order_from_its_first_object_to_its_last() throws Exception {
        produced.group("chunks", 5, "a", "b", "c");
        produced.group("chunks", 6, "d");
        produced.group("chunks", 7, "e", "f");
        produced.group("chunks", 8, "g");
        assertThat(fetch(range(5, 1, 7, 1))).isEqualTo(until(7, 1));
        assertThat(objects())
                .isEqualTo("0502"
                        + "3c050137" + "0310" + "8bb8" + "01" + "62"
                        + "20" + "0310" + "9770" + "01" + "63"
                        + "2c0000" + "021000" + "01" + "64"
                        + "2c0000" + "021000" + "01" + "65");
    }

    @Test
    void groups_that_are_not_kept_are_told_as_unknown_and_newest_first_is_as_good() throws Exception {
        produced.group("chunks", 5, "a");
        produced.group("chunks", 9, "b");
        Fetch down = new Fetch(
                2,
                List.of("ec", "a"),
                "chunks",
                4,
                0,
                9,
                0,
                List.of(new MoqtParameter.Number(MoqtParameter.GROUP_ORDER, 2)));
        assertThat(fetch(down)).isEqualTo(until(9, 0));
        assertThat(objects())
                .isEqualTo("0502"
                        + "3c090037" + "021000" + "01" + "62"
                        + "810c" + "02" + "00"
                        + "2c0000" + "021000" + "01" + "61"
                        + "810c" + "00" + "00");
    }

    @Test
    void a_range_beyond_what_there_is_ends_with_the_newest_object() throws Exception {
        produced.group("chunks", 5, "a");
        Group live = produced.track("chunks").begin(6);
        live.append(Produced.frame(0, "b"));
        assertThat(fetch(range(5, 0, 100, 0))).isEqualTo(until(6, 1));
        assertThat(objects()).endsWith("01" + "62");
        assertThat(fetch(range(7, 0, 100, 0)))
                .isInstanceOfSatisfying(
                        RequestError.class, error -> assertThat(error.code()).isEqualTo(INVALID_RANGE));
        assertThat(fetch(range(6, 0, 5, 0)))
                .isInstanceOfSatisfying(
                        RequestError.class, error -> assertThat(error.code()).isEqualTo(INVALID_RANGE));
    }

    @Test
    void a_track_that_has_ended_says_so_with_its_last_object() throws Exception {
        produced.group("chunks", 5, "a");
        produced.track("chunks").end(new TrackEnd.Ended());
        assertThat(fetch(range(5, 0, 5, 0))).isEqualTo(new FetchOk(true, 5, 0, List.of(), TRACK));
    }

    @Test
    void a_single_group_that_a_relay_has_not_is_brought_from_where_it_is() throws Exception {
        produced.group("chunks", 5, "old");
        produced.group("chunks", 6, "new");
        Origin relay = stage.origin(8);
        stage.join(LiteVersion.LITE_05, SessionRoles.publishing(origin), SessionRoles.both(relay));
        RawPeer reader = peer(relay);
        RawPeer.Said said = ask(reader, range(5, 0, 5, 0));
        assertThat(answer(said)).isEqualTo(until(5, 0));
        assertThat(data(reader).bytes.toString(StandardCharsets.UTF_8)).endsWith("old");
        assertThat(data(reader).finished).isTrue();
        assertThat(said.in.finished).isTrue();
    }

    @Test
    void what_is_not_kept_any_more_is_unknown_and_who_cancels_gets_no_more() throws Exception {
        String much = "x".repeat(300_000);
        produced.group("chunks", 0, much, much);
        produced.group("chunks", 1, "a");
        RawPeer.Said said = peer.ask(new MoqtEncoder().encode(range(0, 0, 1, 0)));
        said.out.reset(0);
        stage.settle();
        assertThat(peer.unidirectional).noneMatch(each -> each.finished && each.bytes.size() > 2 * much.length());
        stage.advance(Duration.ofMinutes(1));
        stage.budget.sweep();
        assertThat(fetch(range(0, 0, 0, 0))).isEqualTo(until(0, 0));
        assertThat(objects()).isEqualTo("0502" + "810c" + "00" + "ff3fffffffffffffff");
    }
}

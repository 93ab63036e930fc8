package channel.every.moq.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.moq.wire.LiteMessage.Announce;
import channel.every.moq.wire.LiteMessage.AnnounceOk;
import channel.every.moq.wire.LiteMessage.AnnounceRequest;
import channel.every.moq.wire.LiteMessage.Fetch;
import channel.every.moq.wire.LiteMessage.Frame;
import channel.every.moq.wire.LiteMessage.Goaway;
import channel.every.moq.wire.LiteMessage.Group;
import channel.every.moq.wire.LiteMessage.Parameter;
import channel.every.moq.wire.LiteMessage.Probe;
import channel.every.moq.wire.LiteMessage.ProbeRequest;
import channel.every.moq.wire.LiteMessage.Setup;
import channel.every.moq.wire.LiteMessage.Subscribe;
import channel.every.moq.wire.LiteMessage.SubscribeDrop;
import channel.every.moq.wire.LiteMessage.SubscribeEnd;
import channel.every.moq.wire.LiteMessage.SubscribeOk;
import channel.every.moq.wire.LiteMessage.SubscribeStart;
import channel.every.moq.wire.LiteMessage.SubscribeUpdate;
import channel.every.moq.wire.LiteMessage.TrackInfo;
import channel.every.moq.wire.LiteMessage.TrackRequest;
import channel.every.moq.wire.LiteMessage.Wanted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiteCodecTest {
    private static final int MOST_FRAME_BYTES = 1 << 20;

    private static final Set<LiteVersion> ALL = EnumSet.allOf(LiteVersion.class);
    private static final Set<LiteVersion> SINCE_04 = EnumSet.of(LiteVersion.LITE_04, LiteVersion.LITE_05);
    private static final Set<LiteVersion> BEFORE_05 = EnumSet.of(LiteVersion.LITE_03, LiteVersion.LITE_04);
    private static final Set<LiteVersion> ONLY_03 = EnumSet.of(LiteVersion.LITE_03);
    private static final Set<LiteVersion> ONLY_05 = EnumSet.of(LiteVersion.LITE_05);

    private record Vector(Set<LiteVersion> versions, LiteStream stream, String hex, LiteMessage message) {}

    /** The bytes that @moq/net 0.3.4 writes for these messages. */
    private static final List<Vector> VECTORS = List.of(
            new Vector(ONLY_03, LiteStream.REQUEST, "0105046c697665", new AnnounceRequest("live", 0)),
            new Vector(
                    SINCE_04,
                    LiteStream.REQUEST,
                    "010d046c697665d122334455667788",
                    new AnnounceRequest("live", 0x1122334455667788L)),
            new Vector(
                    ONLY_03,
                    LiteStream.ANNOUNCEMENTS,
                    "0a01076c612d6b636f7002",
                    new Announce(true, "la-kcop", List.of(0L, 0L))),
            new Vector(
                    EnumSet.of(LiteVersion.LITE_04),
                    LiteStream.ANNOUNCEMENTS,
                    "0d01076c612d6b636f700205412c",
                    new Announce(true, "la-kcop", List.of(5L, 300L))),
            new Vector(
                    BEFORE_05,
                    LiteStream.ANNOUNCEMENTS,
                    "0a00076c612d6b636f7000",
                    new Announce(false, "la-kcop", List.of())),
            new Vector(ONLY_05, LiteStream.ANNOUNCEMENTS, "020702", new AnnounceOk(7, 2)),
            new Vector(
                    ALL,
                    LiteStream.REQUEST,
                    "021609076c612d6b636f70066368756e6b73c80153882a00",
                    new Subscribe(9, "la-kcop", "chunks", new Wanted(200, true, 5000, 41L, null))),
            new Vector(
                    ALL, LiteStream.UPDATES, "06010000004064", new SubscribeUpdate(new Wanted(1, false, 0, null, 99L))),
            new Vector(
                    BEFORE_05,
                    LiteStream.SUBSCRIPTION,
                    "000d030040fac00000006a18a50100",
                    new SubscribeOk(new Wanted(3, false, 250, 1_780_000_000L, null))),
            new Vector(ONLY_05, LiteStream.SUBSCRIPTION, "0008c00000006a18a500", new SubscribeStart(1_780_000_000L)),
            new Vector(ONLY_05, LiteStream.SUBSCRIPTION, "010104", new SubscribeEnd(4)),
            new Vector(BEFORE_05, LiteStream.SUBSCRIPTION, "010401024046", new SubscribeDrop(1, 2, 70)),
            new Vector(ONLY_05, LiteStream.SUBSCRIPTION, "020401024046", new SubscribeDrop(1, 2, 70)),
            new Vector(ALL, LiteStream.UNIDIRECTIONAL, "000909c00000006a18a500", new Group(9, 1_780_000_000L)),
            new Vector(
                    ONLY_05,
                    LiteStream.REQUEST,
                    "060f076c612d6b636f70066368756e6b73",
                    new TrackRequest("la-kcop", "chunks")),
            new Vector(
                    ONLY_05, LiteStream.TRACK_INFO, "0a04018000753080015f90", new TrackInfo(4, true, 30_000, 90_000)),
            new Vector(
                    ALL,
                    LiteStream.REQUEST,
                    "0318076c612d6b636f70066368756e6b7307c00000006a18a500",
                    new Fetch("la-kcop", "chunks", 7, 1_780_000_000L)),
            new Vector(ALL, LiteStream.REQUEST, "04", new ProbeRequest()),
            new Vector(ONLY_03, LiteStream.PROBES, "04807a1200", new Probe(8_000_000, 0)),
            new Vector(SINCE_04, LiteStream.PROBES, "05807a120028", new Probe(8_000_000, 40)),
            new Vector(SINCE_04, LiteStream.REQUEST, "050b0a68747470733a2f2f622f", new Goaway("https://b/")),
            new Vector(ONLY_05, LiteStream.UNIDIRECTIONAL, "010100", new Setup(List.of())),
            new Vector(BEFORE_05, LiteStream.FRAMES, "03616263", new Frame(0, new byte[] {'a', 'b', 'c'})),
            new Vector(ONLY_05, LiteStream.FRAMES, "4afe03616263", new Frame(1407, new byte[] {'a', 'b', 'c'})));

    static Stream<Vector> vectors() {
        return VECTORS.stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_message_has_the_bytes_that_browsers_send_and_is_read_from_them_cut_anywhere(Vector vector) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(vector.hex());
        for (LiteVersion version : vector.versions()) {
            assertThat(HexFormat.of().formatHex(new LiteEncoder(version).encode(vector.message())))
                    .as(version.protocol())
                    .isEqualTo(vector.hex());
            for (int cut = 0; cut <= bytes.length; cut++) {
                LiteDecoder decoder = new LiteDecoder(version, vector.stream(), MOST_FRAME_BYTES);
                List<LiteMessage> read = new ArrayList<>(Fed.part(decoder, bytes, 0, cut));
                read.addAll(Fed.part(decoder, bytes, cut, bytes.length - cut));
                assertThat(read).usingRecursiveFieldByFieldElementComparator().containsExactly(vector.message());
                assertThat(decoder.pending()).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_version_that_has_no_such_message_writes_none(Vector vector) {
        EnumSet<LiteVersion> others = EnumSet.allOf(LiteVersion.class);
        others.removeAll(vector.versions());
        if (vector.message() instanceof Announce) {
            // In 05 the bytes are those of 04, behind an ANNOUNCE_OK.
            others.remove(LiteVersion.LITE_05);
            others.remove(LiteVersion.LITE_04);
        }
        for (LiteVersion other : others) {
            try {
                assertThat(HexFormat.of().formatHex(new LiteEncoder(other).encode(vector.message())))
                        .isNotEqualTo(vector.hex());
            } catch (IllegalArgumentException absent) {
                assertThat(absent).hasMessageContaining(other.protocol());
            }
        }
    }

    @Test
    void capabilities_are_read_with_their_values() throws Exception {
        byte[] bytes = HexFormat.of().parseHex("010f0401010202022f780301010502404d");
        LiteDecoder decoder = new LiteDecoder(LiteVersion.LITE_05, LiteStream.UNIDIRECTIONAL, MOST_FRAME_BYTES);
        Setup setup = (Setup) Fed.all(decoder, bytes).getFirst();
        assertThat(setup.parameters()).extracting(Parameter::id).containsExactly(1L, 2L, 3L, 5L);
        assertThat(setup.parameters().get(1).value()).containsExactly('/', 'x');
        assertThat(new LiteEncoder(LiteVersion.LITE_05).encode(setup)).isEqualTo(bytes);
    }

    @Test
    void frames_of_a_group_follow_its_header_with_timestamps_that_run_back_and_forth() throws Exception {
        for (LiteVersion version : LiteVersion.values()) {
            LiteEncoder encoder = new LiteEncoder(version);
            LiteDecoder decoder = new LiteDecoder(version, LiteStream.UNIDIRECTIONAL, MOST_FRAME_BYTES);
            List<LiteMessage> sent = new ArrayList<>(List.of(new Group(1, 2)));
            for (long timestamp : new long[] {0, 3003, 1501, 1L << 50, 0}) {
                sent.add(new Frame(version == LiteVersion.LITE_05 ? timestamp : 0, new byte[(int) (timestamp % 2000)]));
            }
            List<LiteMessage> read = new ArrayList<>();
            for (LiteMessage each : sent) {
                byte[] bytes = encoder.encode(each);
                read.addAll(Fed.all(decoder, bytes));
            }
            assertThat(read).usingRecursiveFieldByFieldElementComparator().isEqualTo(sent);
        }
    }

    @Test
    void a_length_that_promises_too_much_is_refused_before_it_comes() {
        assertThatThrownBy(() -> feed(LiteStream.REQUEST, "02c0000000ffffffff"))
                .hasMessageContaining("4294967295 bytes");
        assertThatThrownBy(() -> feed(LiteStream.FRAMES, "00ffffffffffffffff")).hasMessageContaining("a frame");
        assertThatThrownBy(() -> feed(LiteStream.REQUEST, "0107ff6c697665d122")).hasMessageContaining("prefix");
        assertThatThrownBy(() -> feed(LiteStream.UNIDIRECTIONAL, "010441000000"))
                .hasMessageContaining("parameter_count");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REQUEST 0700",
                "REQUEST 0401",
                "REQUEST 01020100",
                "REQUEST 010702fffe0000000000",
                "SUBSCRIPTION 0300",
                "SUBSCRIPTION 00020101",
                "UNIDIRECTIONAL 0200",
                "UNIDIRECTIONAL 010702010001000000",
                "ANNOUNCEMENTS 02070203030000",
                "ANNOUNCEMENTS 02070203010021",
                "TRACK_INFO 0400000000",
                "TRACK_INFO 0400020001",
                "TRACK_INFO 040000000100"
            })
    void what_the_protocol_does_not_have_is_refused(String vector) {
        String[] words = vector.split(" ");
        assertThatThrownBy(() -> feed(LiteStream.valueOf(words[0]), words[1]))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void a_frame_that_comes_in_small_pieces_is_held_once_and_let_go() throws Exception {
        byte[] frame = new LiteEncoder(LiteVersion.LITE_05).encode(new Frame(0, new byte[MOST_FRAME_BYTES]));
        LiteDecoder decoder = new LiteDecoder(LiteVersion.LITE_05, LiteStream.FRAMES, MOST_FRAME_BYTES);
        int grown = 0;
        for (int round = 0; round < 3; round++) {
            List<LiteMessage> read = new ArrayList<>();
            for (int at = 0; at < frame.length; at += 1000) {
                int before = decoder.room();
                read.addAll(Fed.part(decoder, frame, at, Math.min(1000, frame.length - at)));
                grown += decoder.room() > before ? 1 : 0;
                assertThat(decoder.room()).isLessThanOrEqualTo(2 * frame.length);
            }
            assertThat(read).hasSize(1);
            assertThat(decoder.room()).isLessThan(1000);
        }
        // A thousand pieces a frame, and each of them was copied to a larger array a dozen times at most.
        assertThat(grown).isLessThanOrEqualTo(3 * 12);
    }

    @Test
    void what_follows_a_frame_stays_its_own_when_the_callers_bytes_change() throws Exception {
        byte[] bytes = HexFormat.of().parseHex("4afe036162634afe03");
        LiteDecoder decoder = new LiteDecoder(LiteVersion.LITE_05, LiteStream.FRAMES, MOST_FRAME_BYTES);
        assertThat(Fed.all(decoder, bytes)).hasSize(1);
        Arrays.fill(bytes, (byte) 0);
        assertThat(Fed.all(decoder, new byte[] {'d', 'e', 'f'}))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new Frame(2814, new byte[] {'d', 'e', 'f'}));
    }

    @Test
    void what_precedes_bytes_that_are_no_message_is_read_first() {
        byte[] bytes = HexFormat.of().parseHex("4afe03616263" + "00ffffffffffffffff");
        LiteDecoder decoder = new LiteDecoder(LiteVersion.LITE_05, LiteStream.FRAMES, MOST_FRAME_BYTES);
        List<LiteMessage> read = new ArrayList<>();
        assertThatThrownBy(() -> decoder.feed(bytes, 0, bytes.length, read::add))
                .isInstanceOf(MalformedMessageException.class);
        assertThat(read)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new Frame(1407, new byte[] {'a', 'b', 'c'}));
    }

    @ParameterizedTest
    @EnumSource(LiteVersion.class)
    void no_bytes_make_a_decoder_fail_otherwise_or_hold_more_than_a_message(LiteVersion version) {
        Random random = FuzzedBytes.seeded(version.protocol());
        FuzzedBytes inputs =
                new FuzzedBytes(random, VECTORS.stream().map(Vector::hex).toList());
        LiteStream[] streams = LiteStream.values();
        int refused = 0;
        for (int i = 0; i < FuzzedBytes.INPUTS; i++) {
            byte[] input = inputs.next();
            LiteDecoder decoder =
                    new LiteDecoder(version, streams[random.nextInt(streams.length)], LiteDecoder.MOST_MESSAGE_BYTES);
            int at = 0;
            try {
                while (at < input.length) {
                    int piece = 1 + random.nextInt(input.length - at);
                    decoder.feed(input, at, piece, message -> {});
                    at += piece;
                    assertThat(decoder.pending()).isLessThanOrEqualTo(input.length);
                    assertThat(decoder.room()).isLessThanOrEqualTo(2 * input.length);
                }
            } catch (MalformedMessageException malformed) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static void feed(LiteStream stream, String hex) throws MalformedMessageException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Fed.all(new LiteDecoder(LiteVersion.LITE_05, stream, MOST_FRAME_BYTES), bytes);
    }
}

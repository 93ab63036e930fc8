package channel.every.moq.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.moq.wire.MoqtMessage.Content;
import channel.every.moq.wire.MoqtMessage.Fetch;
import channel.every.moq.wire.MoqtMessage.FetchOk;
import channel.every.moq.wire.MoqtMessage.Goaway;
import channel.every.moq.wire.MoqtMessage.JoiningFetch;
import channel.every.moq.wire.MoqtMessage.Namespace;
import channel.every.moq.wire.MoqtMessage.NamespaceDone;
import channel.every.moq.wire.MoqtMessage.Publish;
import channel.every.moq.wire.MoqtMessage.PublishDone;
import channel.every.moq.wire.MoqtMessage.PublishNamespace;
import channel.every.moq.wire.MoqtMessage.RequestError;
import channel.every.moq.wire.MoqtMessage.RequestOk;
import channel.every.moq.wire.MoqtMessage.RequestUpdate;
import channel.every.moq.wire.MoqtMessage.Setup;
import channel.every.moq.wire.MoqtMessage.Status;
import channel.every.moq.wire.MoqtMessage.Subgroup;
import channel.every.moq.wire.MoqtMessage.Subscribe;
import channel.every.moq.wire.MoqtMessage.SubscribeNamespace;
import channel.every.moq.wire.MoqtMessage.SubscribeOk;
import channel.every.moq.wire.MoqtMessage.TrackStatus;
import channel.every.moq.wire.MoqtMessage.Unserved;
import channel.every.moq.wire.MoqtParameter.Filter;
import channel.every.moq.wire.MoqtParameter.Largest;
import channel.every.moq.wire.MoqtProperty.Bytes;
import channel.every.moq.wire.MoqtProperty.Number;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoqtCodecTest {
    private static final int MOST_FRAME_BYTES = 1 << 20;

    /** @param before what comes first on the stream */
    private record Vector(MoqtStream stream, String before, String hex, MoqtMessage message) {
        Vector(MoqtStream stream, String hex, MoqtMessage message) {
            this(stream, "", hex, message);
        }
    }

    private static final MoqtParameter FORWARD = new MoqtParameter.Number(MoqtParameter.FORWARD, 1);
    private static final MoqtParameter NEWEST_FIRST = new MoqtParameter.Number(MoqtParameter.GROUP_ORDER, 2);
    private static final MoqtProperty BROWSER =
            new Bytes(MoqtProperty.IMPLEMENTATION, "moq-lite-js".getBytes(StandardCharsets.UTF_8));
    private static final byte[] ABC = {'a', 'b', 'c'};
    private static final String SETUP = "af000011070b6d6f712d6c6974652d6a73c40b5301";
    private static final String SUBSCRIBE = "03001e0402027476076c612d6b636f70066368756e6b7304100110c80101020102";
    private static final String GROUP = "5904f06a18a50000";
    private static final String BARE_GROUP = "34040703";

    private static MoqtParameter priority(int value) {
        return new MoqtParameter.Number(MoqtParameter.SUBSCRIBER_PRIORITY, value);
    }

    private static MoqtProperty timestamp(long value) {
        return new Number(MoqtProperty.TIMESTAMP, value);
    }

    /** The bytes that @moq/net 0.3.4 writes for these messages. */
    private static final List<Vector> VECTORS = List.of(
            new Vector(MoqtStream.UNIDIRECTIONAL, SETUP, new Setup(List.of(BROWSER, new Number(0x40b5a, 1)))),
            new Vector(
                    MoqtStream.UNIDIRECTIONAL,
                    "af00001b070b6d6f712d6c6974652d6a73c40b4e08fe011223344556670501",
                    new Setup(List.of(
                            BROWSER,
                            new Bytes(0x40b55, HexFormat.of().parseHex("fe01122334455667")),
                            new Number(0x40b5a, 1)))),
            new Vector(
                    MoqtStream.UNIDIRECTIONAL,
                    SETUP,
                    "10000d0a68747470733a2f2f622f81f4",
                    new Goaway("https://b/", 500)),
            new Vector(
                    MoqtStream.REQUEST,
                    SUBSCRIBE,
                    new Subscribe(
                            4,
                            List.of("tv", "la-kcop"),
                            "chunks",
                            List.of(FORWARD, priority(200), Filter.of(Filter.Kind.AFTER_LARGEST), NEWEST_FIRST))),
            new Vector(
                    MoqtStream.REQUEST,
                    "0300250402027476076c612d6b636f70066368756e6b730410011000010804f06a18a50000090102",
                    new Subscribe(
                            4,
                            List.of("tv", "la-kcop"),
                            "chunks",
                            List.of(
                                    FORWARD,
                                    priority(0),
                                    new Filter(Filter.Kind.RANGE, 1_780_000_000L, 0, 1_780_000_009L),
                                    NEWEST_FIRST))),
            new Vector(
                    MoqtStream.REQUEST,
                    "03001004000163041001100001030300000102",
                    new Subscribe(
                            4,
                            List.of(),
                            "c",
                            List.of(FORWARD, priority(0), new Filter(Filter.Kind.FROM, 0, 0, 0), NEWEST_FIRST))),
            new Vector(MoqtStream.REQUEST, SUBSCRIBE, "0200020600", new RequestUpdate(6, List.of())),
            new Vector(
                    MoqtStream.ANSWERS,
                    "040008040008c15f901a02",
                    new SubscribeOk(
                            4,
                            List.of(),
                            List.of(
                                    new Number(MoqtProperty.TIMESCALE, 90_000),
                                    new Number(MoqtProperty.GROUP_ORDER, 2)))),
            new Vector(MoqtStream.ANSWERS, "040007f9000000000000", new SubscribeOk(1L << 40, List.of(), List.of())),
            new Vector(MoqtStream.REQUEST, "500006000102747600", new SubscribeNamespace(0, List.of("tv"), List.of())),
            new Vector(
                    MoqtStream.ANSWERS,
                    "08000e010c6c612d6b636f702e68616e67",
                    new Namespace(List.of("la-kcop.hang"), List.of())),
            new Vector(
                    MoqtStream.ANSWERS,
                    "080018010c6c612d6b636f702e68616e6702c40b570305812c0109",
                    new Namespace(
                            List.of("la-kcop.hang"),
                            List.of(
                                    new MoqtParameter.Bytes(
                                            MoqtParameter.HOP_PATH,
                                            HexFormat.of().parseHex("05812c")),
                                    new MoqtParameter.Number(0x40b58, 9)))),
            new Vector(
                    MoqtStream.ANSWERS,
                    "0e000e010c6c612d6b636f702e68616e67",
                    new NamespaceDone(List.of("la-kcop.hang"))),
            new Vector(
                    MoqtStream.REQUEST,
                    "06000a020202747603612f6200",
                    new PublishNamespace(2, List.of("tv", "a/b"), List.of())),
            new Vector(MoqtStream.ANSWERS, "07000100", new RequestOk(List.of(), List.of())),
            new Vector(
                    MoqtStream.ANSWERS,
                    "050018819483e81342726f616463617374206e6f7420666f756e64",
                    new RequestError(404, 1000, "Broadcast not found")),
            new Vector(
                    MoqtStream.REQUEST,
                    "1d00120801027476016308020903812c0207012202",
                    new Publish(
                            8,
                            List.of("tv"),
                            "c",
                            8,
                            List.of(new Largest(300, 2), FORWARD),
                            List.of(new Number(MoqtProperty.GROUP_ORDER, 2)))),
            new Vector(MoqtStream.ANSWERS, "0b000e02000b747261636b20656e646564", new PublishDone(2, 0, "track ended")),
            new Vector(
                    MoqtStream.REQUEST, "0d00080a01027476016300", new TrackStatus(10, List.of("tv"), "c", List.of())),
            new Vector(MoqtStream.UNIDIRECTIONAL, GROUP, new Subgroup(4, 1_780_000_000L, 0, 0, true, true, true)),
            new Vector(MoqtStream.UNIDIRECTIONAL, BARE_GROUP, new Subgroup(4, 7, 3, null, false, false, false)),
            new Vector(
                    MoqtStream.UNIDIRECTIONAL,
                    GROUP,
                    "000410c2bf2003616263",
                    new Content(0, List.of(timestamp(180_000)), ABC)),
            new Vector(
                    MoqtStream.UNIDIRECTIONAL,
                    GROUP,
                    "000210010000",
                    new Content(0, List.of(timestamp(1)), new byte[0])),
            new Vector(MoqtStream.UNIDIRECTIONAL, GROUP, "00000003", new Status(0, List.of(), 3)),
            new Vector(MoqtStream.UNIDIRECTIONAL, BARE_GROUP, "0503616263", new Content(5, List.of(), ABC)));

    /** What @moq/net does not have, by draft-ietf-moq-transport-18 10.16 and 10.17. */
    private static final List<Vector> FETCHES = List.of(
            new Vector(
                    MoqtStream.REQUEST,
                    "1600100c010102747601630709" + "812c00" + "0122" + "02",
                    new Fetch(12, List.of("tv"), "c", 7, 9, 300, 0, List.of(NEWEST_FIRST))),
            new Vector(MoqtStream.REQUEST, "1600050e02040300", new JoiningFetch(14, true, 4, 3, List.of())),
            new Vector(MoqtStream.REQUEST, "1600050e03040300", new JoiningFetch(14, false, 4, 3, List.of())),
            new Vector(
                    MoqtStream.ANSWERS,
                    "18000901812c0500" + "08c15f90",
                    new FetchOk(true, 300, 5, List.of(), List.of(new Number(MoqtProperty.TIMESCALE, 90_000)))));

    static Stream<Vector> vectors() {
        return Stream.concat(VECTORS.stream(), FETCHES.stream());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_message_has_the_bytes_that_browsers_send_and_is_read_from_them_cut_anywhere(Vector vector) throws Exception {
        byte[] before = HexFormat.of().parseHex(vector.before());
        byte[] bytes = HexFormat.of().parseHex(vector.hex());
        MoqtEncoder encoder = new MoqtEncoder();
        for (MoqtMessage each : Fed.all(new MoqtDecoder(vector.stream(), MOST_FRAME_BYTES), before)) {
            encoder.encode(each);
        }
        assertThat(HexFormat.of().formatHex(encoder.encode(vector.message()))).isEqualTo(vector.hex());
        for (int cut = 0; cut <= bytes.length; cut++) {
            MoqtDecoder decoder = new MoqtDecoder(vector.stream(), MOST_FRAME_BYTES);
            decoder.feed(before, 0, before.length, message -> {});
            List<MoqtMessage> read = new ArrayList<>(Fed.part(decoder, bytes, 0, cut));
            assertThat(read).hasSize(cut == bytes.length ? 1 : 0);
            read.addAll(Fed.part(decoder, bytes, cut, bytes.length - cut));
            assertThat(read).usingRecursiveFieldByFieldElementComparator().containsExactly(vector.message());
            assertThat(decoder.pending()).isZero();
        }
    }

    /** The bytes of @moq/net 0.2.8, which {@code <moq-watch>} 0.4.6 has in it. */
    @Test
    void a_priority_that_an_older_client_sends_as_a_varint_is_read_too() throws Exception {
        byte[] bytes = HexFormat.of().parseHex("03001f0402027476076c612d6b636f70066368756e6b730410011080c80101020102");
        assertThat(Fed.all(new MoqtDecoder(MoqtStream.REQUEST, MOST_FRAME_BYTES), bytes))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new Subscribe(
                        4,
                        List.of("tv", "la-kcop"),
                        "chunks",
                        List.of(FORWARD, priority(200), Filter.of(Filter.Kind.AFTER_LARGEST), NEWEST_FIRST)));
    }

    @Test
    void every_kind_of_subgroup_comes_back_with_its_objects() throws Exception {
        for (long subgroup : new long[] {0, 9, Subgroup.OF_FIRST_OBJECT}) {
            for (int flags = 0; flags < 16; flags++) {
                boolean properties = (flags & 1) != 0;
                List<MoqtProperty> of = properties ? List.of(new Bytes(0x0d, ABC), timestamp(1L << 50)) : List.of();
                List<MoqtMessage> sent = List.of(
                        new Subgroup(
                                1L << 60,
                                300,
                                subgroup,
                                (flags & 2) == 0 ? null : 200,
                                properties,
                                (flags & 4) != 0,
                                (flags & 8) != 0),
                        new Content(0, of, new byte[40_000]),
                        new Content(3, of, new byte[0]),
                        new Status(0, List.of(), 4));
                MoqtEncoder encoder = new MoqtEncoder();
                MoqtDecoder decoder = new MoqtDecoder(MoqtStream.UNIDIRECTIONAL, MOST_FRAME_BYTES);
                List<MoqtMessage> read = new ArrayList<>();
                for (MoqtMessage each : sent) {
                    byte[] bytes = encoder.encode(each);
                    read.addAll(Fed.all(decoder, bytes));
                }
                assertThat(read).usingRecursiveFieldByFieldElementComparator().isEqualTo(sent);
                assertThat(decoder.room()).isLessThan(1000);
            }
        }
    }

    @Test
    void what_is_not_served_is_told_by_its_id_alone() throws Exception {
        assertThat(feed(MoqtStream.REQUEST, "51000206f0"))
                .containsExactly(new Unserved(MoqtBodies.SUBSCRIBE_TRACKS, 6));
        assertThatThrownBy(() -> new MoqtEncoder().encode(new Unserved(MoqtBodies.SUBSCRIBE_TRACKS, 6)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** draft-ietf-moq-transport-18 11.4.4. */
    @Test
    void the_objects_of_a_fetch_are_told_by_what_they_differ_in() {
        MoqtFetchEncoder up = new MoqtFetchEncoder(false, 100);
        assertThat(up.header(12)).asHexString().isEqualTo("050C");
        assertThat(up.head(7, 9, List.of(timestamp(1)), 3)).asHexString().isEqualTo("3C070964" + "021001" + "03");
        assertThat(up.head(7, 10, List.of(timestamp(2)), 3)).asHexString().isEqualTo("20" + "021002" + "03");
        assertThat(up.unknown(9)).asHexString().isEqualTo("810C" + "01" + "FF3FFFFFFFFFFFFFFF");
        assertThat(up.head(10, 0, List.of(), 0)).asHexString().isEqualTo("2C0000" + "00" + "00");
        MoqtFetchEncoder down = new MoqtFetchEncoder(true, 100);
        assertThat(down.unknown(12)).asHexString().isEqualTo("810C" + "0C" + "00");
        assertThat(down.head(11, 0, List.of(), 1)).asHexString().isEqualTo("3C000064" + "00" + "01");
        assertThat(down.head(8, 0, List.of(), 1)).asHexString().isEqualTo("2C0200" + "00" + "01");
    }

    @Test
    void a_length_that_promises_too_much_is_refused_before_it_comes() {
        assertThatThrownBy(() -> feed(MoqtStream.REQUEST, "03ffff")).hasMessageContaining("65535 bytes");
        assertThatThrownBy(() -> feed(MoqtStream.UNIDIRECTIONAL, GROUP + "0000ff7fffffffffffffff"))
                .hasMessageContaining("an object of 9223372036854775807 bytes");
        assertThatThrownBy(() -> feed(MoqtStream.UNIDIRECTIONAL, GROUP + "00f0ffffffff"))
                .hasMessageContaining("an object's properties of");
        assertThatThrownBy(() -> feed(MoqtStream.REQUEST, "5000030021ff"))
                .hasMessageContaining("namespace_parts is 33");
        assertThatThrownBy(() -> feed(MoqtStream.REQUEST, "500004000181ff")).hasMessageContaining("namespace_part");
        assertThatThrownBy(() -> feed(MoqtStream.ANSWERS, "07000141")).hasMessageContaining("parameter_count");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REQUEST 0200020600",
                "REQUEST 09000100",
                "REQUEST 1600050e04040300",
                "ANSWERS 18000902812c0500",
                "REQUEST ff7fffffffffffffff0000",
                "REQUEST 50000700010274760000",
                "REQUEST 5000050001027476",
                "REQUEST 500005000101ff00",
                "REQUEST 50000600000110010000",
                "REQUEST 5000060000011002",
                "REQUEST 500006000002100100",
                "REQUEST 500009000001210405000000",
                "REQUEST 500008000001210304000000",
                "REQUEST 5000060000012a0000",
                "ANSWERS 0300020600",
                "ANSWERS 04000400000900",
                "UNIDIRECTIONAL 5604f06a18a50000",
                "UNIDIRECTIONAL 0500",
                "UNIDIRECTIONAL 9000",
                "UNIDIRECTIONAL af00000107",
                "UNIDIRECTIONAL af00000408010002",
                "UNIDIRECTIONAL af00000c08010a01ff8000000000000000",
                "UNIDIRECTIONAL 5904f06a18a50000000110",
                "UNIDIRECTIONAL af00000003000100"
            })
    void what_the_protocol_does_not_have_is_refused(String vector) {
        String[] words = vector.split(" ");
        assertThatThrownBy(() -> feed(MoqtStream.valueOf(words[0]), words[1] + "00000000000000000000"))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void what_precedes_bytes_that_are_no_message_is_read_first() {
        byte[] bytes = HexFormat.of().parseHex(BARE_GROUP + "0003616263" + "00ff7fffffffffffffff");
        MoqtDecoder decoder = new MoqtDecoder(MoqtStream.UNIDIRECTIONAL, MOST_FRAME_BYTES);
        List<MoqtMessage> read = new ArrayList<>();
        assertThatThrownBy(() -> decoder.feed(bytes, 0, bytes.length, read::add))
                .isInstanceOf(MalformedMessageException.class);
        assertThat(read)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new Subgroup(4, 7, 3, null, false, false, false), new Content(0, List.of(), ABC));
    }

    @Test
    void no_bytes_make_a_decoder_fail_otherwise_or_hold_more_than_a_message() {
        Random random = FuzzedBytes.seeded(MoqProtocols.MOQT_18);
        FuzzedBytes inputs = new FuzzedBytes(
                random, vectors().map(each -> each.before() + each.hex()).toList());
        MoqtStream[] streams = MoqtStream.values();
        int refused = 0;
        for (int i = 0; i < FuzzedBytes.INPUTS; i++) {
            byte[] input = inputs.next();
            MoqtDecoder decoder =
                    new MoqtDecoder(streams[random.nextInt(streams.length)], MoqtDecoder.MOST_MESSAGE_BYTES);
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

    private static List<MoqtMessage> feed(MoqtStream stream, String hex) throws MalformedMessageException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return Fed.all(new MoqtDecoder(stream, MOST_FRAME_BYTES), bytes);
    }
}

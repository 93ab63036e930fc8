package channel.every.moq.qmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.moq.qmux.QmuxFrame.Blocked;
import channel.every.moq.qmux.QmuxFrame.Close;
import channel.every.moq.qmux.QmuxFrame.MaxData;
import channel.every.moq.qmux.QmuxFrame.MaxStreamData;
import channel.every.moq.qmux.QmuxFrame.MaxStreams;
import channel.every.moq.qmux.QmuxFrame.Parameters;
import channel.every.moq.qmux.QmuxFrame.Ping;
import channel.every.moq.qmux.QmuxFrame.Pong;
import channel.every.moq.qmux.QmuxFrame.ResetStream;
import channel.every.moq.qmux.QmuxFrame.StopSending;
import channel.every.moq.qmux.QmuxFrame.StreamData;
import channel.every.moq.wire.FuzzedBytes;
import channel.every.moq.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QmuxCodecTest {
    private record Vector(String hex, QmuxFrame frame) {}

    /** The bytes that @moq/qmux 0.3.3 writes for these frames. */
    private static final List<Vector> VECTORS = List.of(
            new Vector("0e04412c03616263", new StreamData(4, 300, new byte[] {'a', 'b', 'c'}, false)),
            new Vector("0f40460000", new StreamData(70, 0, new byte[0], true)),
            new Vector("0402419480011170", new ResetStream(2, 404, 70_000)),
            new Vector("050107", new StopSending(1, 7)),
            new Vector("1080100000", new MaxData(1 << 20)),
            new Vector("110880040000", new MaxStreamData(8, 1 << 18)),
            new Vector("124064", new MaxStreams(true, 100)),
            new Vector("134065", new MaxStreams(false, 101)),
            new Vector("1409", new Blocked(0x14, 0, 9)),
            new Vector("150409", new Blocked(0x15, 4, 9)),
            new Vector("1609", new Blocked(0x16, 0, 9)),
            new Vector("1709", new Blocked(0x17, 0, 9)),
            new Vector("1d0503627965", new Close(true, 5, "bye")),
            new Vector("1c43ea00026e6f", new Close(false, 1002, "no")));

    private static final List<Vector> SINCE_01 =
            List.of(new Vector("f48c67529ef8c7bd03", new Ping(3)), new Vector("f48c67529ef8c7be03", new Pong(3)));

    /** With an idle time and what else is not known here. */
    private static final String PARAMETERS =
            "ff5153300d0a0d0a37010480007530040480100000050480040000060480040000070480040000080240"
                    + "640902406420027ffec571c59429cd0845027ffe1d00";

    static Stream<Vector> vectors() {
        return VECTORS.stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void a_frame_has_the_bytes_that_browsers_send(Vector vector) throws Exception {
        for (QmuxVersion version : QmuxVersion.values()) {
            assertThat(HexFormat.of().formatHex(QmuxCodec.encode(version, vector.frame())))
                    .isEqualTo(vector.hex());
            assertThat(decode(version, vector.hex()))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(vector.frame());
        }
    }

    @Test
    void a_record_has_any_number_of_frames_and_padding_between() throws Exception {
        List<Vector> all = Stream.concat(VECTORS.stream(), SINCE_01.stream()).toList();
        String record = all.stream().map(Vector::hex).collect(Collectors.joining("0000", "00", "00"));
        assertThat(decode(QmuxVersion.QMUX_01, record))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(all.stream().map(Vector::frame).toList());
        for (Vector each : SINCE_01) {
            assertThat(HexFormat.of().formatHex(QmuxCodec.encode(QmuxVersion.QMUX_02, each.frame())))
                    .isEqualTo(each.hex());
            assertThatThrownBy(() -> decode(QmuxVersion.QMUX_00, each.hex())).hasMessageContaining("no frame of type");
            assertThatThrownBy(() -> QmuxCodec.encode(QmuxVersion.QMUX_00, each.frame()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void parameters_are_read_as_browsers_send_them_and_come_back() throws Exception {
        TransportParameters browser = new TransportParameters(1 << 20, 1 << 18, 1 << 18, 1 << 18, 100, 100);
        assertThat(decode(QmuxVersion.QMUX_02, PARAMETERS)).containsExactly(new Parameters(browser));
        byte[] written = QmuxCodec.encode(QmuxVersion.QMUX_00, new Parameters(browser));
        assertThat(decode(QmuxVersion.QMUX_00, HexFormat.of().formatHex(written)))
                .containsExactly(new Parameters(browser));
    }

    /** RFC 9000 19.8: without a length a frame goes on to its message's end. */
    @Test
    void a_stream_frame_may_leave_out_its_offset_and_its_length() throws Exception {
        assertThat(decode(QmuxVersion.QMUX_00, "0904616263"))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new StreamData(4, 0, new byte[] {'a', 'b', 'c'}, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0e04412c04616263",
                "0e04412c03616263ff",
                "0402",
                "1d05036279",
                "1d0501ff",
                "20",
                "30616263",
                "ff5153300d0a0d0a06040101040102",
                "ff5153300d0a0d0a0404020101",
                "ff5153300d0a0d0a0ac571c59429cd08450101",
                "ff5153300d0a0d0a050401"
            })
    void what_is_no_frame_is_refused(String hex) {
        for (QmuxVersion version : QmuxVersion.values()) {
            assertThatThrownBy(() -> decode(version, hex)).isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void frames_before_one_that_is_none_are_read_first() {
        byte[] message = HexFormat.of().parseHex("100a" + "1f");
        List<QmuxFrame> frames = new ArrayList<>();
        assertThatThrownBy(() -> QmuxCodec.decode(QmuxVersion.QMUX_02, message, 0, message.length, frames::add))
                .isInstanceOf(MalformedMessageException.class);
        assertThat(frames).containsExactly(new QmuxFrame.MaxData(10));
    }

    @Test
    void a_message_longer_than_any_may_be_is_refused() {
        for (QmuxVersion version : QmuxVersion.values()) {
            byte[] message = new byte[version.mostMessageBytes() + 1];
            assertThatThrownBy(() -> QmuxCodec.decode(version, message, 0, message.length, frame -> {}))
                    .hasMessageContaining("the most is " + version.mostMessageBytes());
        }
    }

    @Test
    void the_newest_draft_and_the_best_protocol_are_chosen() {
        List<String> spoken = List.of("moq-lite-05", "moqt-18");
        assertThat(Subprotocol.choose(List.of("qmux-01.moqt-18", "qmux-00.moq-lite-05", "qmux-02.moq-lite-05"), spoken))
                .contains(new Subprotocol(QmuxVersion.QMUX_02, "moq-lite-05"));
        assertThat(Subprotocol.choose(List.of("qmux-01.moqt-18", "qmux-00.moql"), spoken))
                .contains(new Subprotocol(QmuxVersion.QMUX_01, "moqt-18"));
        assertThat(Subprotocol.choose(List.of("qmux-00", "webtransport", ""), spoken))
                .isEmpty();
        assertThat(Subprotocol.named("qmux-01.moqt-18")).contains(new Subprotocol(QmuxVersion.QMUX_01, "moqt-18"));
        assertThat(Subprotocol.named("qmux-03.moqt-18")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(QmuxVersion.class)
    void no_bytes_make_the_codec_fail_otherwise(QmuxVersion version) {
        Random random = FuzzedBytes.seeded(version.label());
        FuzzedBytes inputs = new FuzzedBytes(
                random,
                Stream.concat(
                                Stream.concat(VECTORS.stream(), SINCE_01.stream())
                                        .map(Vector::hex),
                                Stream.of(PARAMETERS))
                        .toList());
        int refused = 0;
        for (int i = 0; i < FuzzedBytes.INPUTS; i++) {
            byte[] input = inputs.next();
            try {
                QmuxCodec.decode(
                        version,
                        input,
                        0,
                        input.length,
                        frame -> assertThat(QmuxCodec.encode(version, frame)).isNotEmpty());
            } catch (MalformedMessageException malformed) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static List<QmuxFrame> decode(QmuxVersion version, String hex) throws MalformedMessageException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        List<QmuxFrame> frames = new ArrayList<>();
        QmuxCodec.decode(version, bytes, 0, bytes.length, frames::add);
        return frames;
    }
}

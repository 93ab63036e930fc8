package channel.every.tuner.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The frames that {@code hdhomerun_config} of Debian 12 sends, as a socket recorded them. */
class VariableFramesTest {
    /** {@code hdhomerun_config 127.78.1.1 get /sys/model} */
    private static final String GET = "0004000d030b2f7379732f6d6f64656c008f5b54b5";

    /** {@code hdhomerun_config 127.78.1.1 set /tuner0/channel auto:689000000} */
    private static final String SET =
            "0004002303102f74756e6572302f6368616e6e656c00040f6175746f3a36383930303030303000e939d8f3";

    /** The same behind {@code key 305419896}. */
    private static final String SET_WITH_KEY =
            "0004002903102f74756e6572302f6368616e6e656c00040f6175746f3a36383930303030303000150412345678a7b29525";

    /** How {@code scan} takes and begins: the lock, which it later proves, and the status it polls. */
    private static final String LOCK = "0004001f03102f74756e6572302f6c6f636b6b657900040b313836363133303635350061304705";

    private static final String STATUS = "00040011030f2f74756e6572302f7374617475730067fa12dc";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static void same(VariableRequest ours, String vendors) throws MalformedFrameException {
        assertThat(HexFormat.of().formatHex(ours.frame().encode())).isEqualTo(vendors);
        assertThat(VariableRequest.read(ControlFrame.decode(bytes(vendors)))).isEqualTo(ours);
    }

    @Test
    void our_requests_are_the_vendors_byte_for_byte() throws Exception {
        same(VariableRequest.get("/sys/model"), GET);
        same(VariableRequest.get("/tuner0/status"), STATUS);
        same(new VariableRequest("/tuner0/channel", "auto:689000000", 0), SET);
        same(new VariableRequest("/tuner0/channel", "auto:689000000", 0x12345678), SET_WITH_KEY);
        same(new VariableRequest("/tuner0/lockkey", "1866130655", 0), LOCK);
    }

    @Test
    void a_newer_clients_discovery_of_several_kinds_without_a_number_means_every_tuner() throws Exception {
        DiscoverRequest newer = new DiscoverRequest(List.of(1, 5), DiscoverRequest.ANY, false);
        assertThat(DiscoverRequest.read(ControlFrame.decode(newer.frame().encode())))
                .isEqualTo(newer);
        assertThat(newer.frame().encode()).startsWith(bytes("0002000a2d080000000100000005"));
        assertThat(newer.meansTuner(DeviceId.parse("EC000008"))).isTrue();
    }

    @Test
    void a_discovery_of_another_device_or_kind_means_nobody_here() {
        DeviceId here = DeviceId.parse("EC000008");
        assertThat(DiscoverRequest.toTuner(here).meansTuner(here)).isTrue();
        assertThat(DiscoverRequest.toTuner(DeviceId.parse("EC000017")).meansTuner(here))
                .isFalse();
        assertThat(new DiscoverRequest(List.of(5), DiscoverRequest.ANY, true).meansTuner(here))
                .isFalse();
    }

    @Test
    void replies_go_round() throws Exception {
        for (VariableReply reply : List.of(
                new VariableReply.Held("/tuner0/lockkey", "none"),
                new VariableReply.Held("help", "x".repeat(1000)),
                new VariableReply.Refused("ERROR: resource locked by 10.0.0.5"))) {
            assertThat(VariableReply.read(ControlFrame.decode(reply.frame().encode())))
                    .isEqualTo(reply);
        }
    }

    @Test
    void frames_are_read_one_after_the_other_from_a_connection() throws Exception {
        byte[] both = bytes(GET + STATUS);
        InputStream in = new ByteArrayInputStream(both);
        assertThat(VariableRequest.read(ControlFrame.read(in).orElseThrow()).name())
                .isEqualTo("/sys/model");
        assertThat(VariableRequest.read(ControlFrame.read(in).orElseThrow()).name())
                .isEqualTo("/tuner0/status");
        assertThat(ControlFrame.read(in)).isEmpty();
    }

    @Test
    void a_connection_that_ends_within_a_frame_says_so() {
        for (int length = 1; length < GET.length() / 2; length++) {
            byte[] half = Arrays.copyOf(bytes(GET), length);
            assertThatThrownBy(() -> ControlFrame.read(new ByteArrayInputStream(half)))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("before the end of a frame");
        }
    }

    @Test
    void a_length_no_frame_has_is_refused_before_anything_is_read() {
        assertThatThrownBy(() -> ControlFrame.read(new ByteArrayInputStream(bytes("0004ffff00"))))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("payload length 65535 at byte 2 is more than 1452");
    }
}

package channel.every.tuner.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ControlFrameTest {
    private static final int MUTATIONS = 20_000;

    /** What {@code hdhomerun_config discover} of Debian 12 sends. */
    private static final String VENDORS_REQUEST = "0002000c0104ffffffff0204ffffffff73cc7d8f";

    /** What the same program takes for "hdhomerun device EC000008 found". */
    private static final String ACCEPTED_REPLY =
            "000300260104000000010204ec0000081001022a15687474703a2f2f3132372e302e302e313a38303830319695da";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void our_request_to_all_is_the_vendors_byte_for_byte() {
        assertThat(DiscoverRequest.toAll().frame().encode()).isEqualTo(bytes(VENDORS_REQUEST));
    }

    @Test
    void a_reply_tells_the_device_its_tuners_and_its_address() throws Exception {
        DiscoverReply reply = DiscoverReply.read(ControlFrame.decode(bytes(ACCEPTED_REPLY)));
        assertThat(reply)
                .isEqualTo(new DiscoverReply(
                        DiscoverReply.TUNER, DeviceId.parse("EC000008"), 2, "http://127.0.0.1:8080", ""));
    }

    @Test
    void a_reply_goes_round() throws Exception {
        DiscoverReply reply = new DiscoverReply(
                DiscoverReply.TUNER,
                DeviceId.parse("10439EFD"),
                4,
                "http://10.0.0.7:80",
                "http://10.0.0.7/lineup.json");
        assertThat(DiscoverReply.read(ControlFrame.decode(reply.frame().encode())))
                .isEqualTo(reply);
    }

    @Test
    void a_value_of_128_bytes_takes_two_bytes_of_length() throws Exception {
        for (int length : new int[] {0, 127, 128, 300, 1449}) {
            ControlFrame frame =
                    new ControlFrame(FrameType.GETSET_REPLY, List.of(new ControlField(0x04, new byte[length])));
            assertThat(ControlFrame.decode(frame.encode())).isEqualTo(frame);
        }
        byte[] encoded =
                new ControlFrame(FrameType.GETSET_REPLY, List.of(new ControlField(0x04, new byte[300]))).encode();
        assertThat(Arrays.copyOfRange(encoded, 4, 7)).isEqualTo(new byte[] {0x04, (byte) 0xAC, 0x02});
    }

    @Test
    void fields_that_do_not_fit_a_frame_are_refused() {
        ControlFrame frame = new ControlFrame(FrameType.GETSET_REPLY, List.of(new ControlField(0x04, new byte[1450])));
        assertThatThrownBy(frame::encode)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exceed 1452 bytes");
    }

    @Test
    void a_broken_checksum_is_named_with_its_place() {
        byte[] broken = bytes(VENDORS_REQUEST);
        broken[16] ^= 1;
        assertThatThrownBy(() -> ControlFrame.decode(broken))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("CRC 8F7DCC72 at byte 16, but the bytes have 8F7DCC73");
    }

    @Test
    void text_ends_at_its_NUL_wherever_that_is() {
        assertThat(new ControlField(0x03, new byte[] {'a', 0, 'b'}).text()).isEqualTo("a");
        assertThat(new ControlField(0x03, new byte[] {'a', 'b'}).text()).isEqualTo("ab");
    }

    @Test
    void a_reply_without_an_id_or_with_a_wrong_one_is_refused() {
        assertThatThrownBy(() -> DiscoverReply.read(new ControlFrame(FrameType.DISCOVER_REPLY, List.of())))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("reply without field 0x02");
        assertThatThrownBy(() -> DiscoverReply.read(new ControlFrame(
                        FrameType.DISCOVER_REPLY,
                        List.of(ControlField.ofInt(0x01, 1), ControlField.ofInt(0x02, 0x12345678)))))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("fails its checksum");
    }

    @Test
    void no_mutation_of_a_frame_does_worse_than_being_refused() {
        long seed = Long.getLong("test.seed", System.identityHashCode(this));
        Random random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = Arrays.copyOf(bytes(ACCEPTED_REPLY), random.nextInt(60));
            for (int flips = random.nextInt(4); flips > 0 && mutant.length > 0; flips--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(DiscoverReply.read(ControlFrame.decode(mutant)).tunerCount())
                        .as("seed %d", seed)
                        .isEqualTo(2);
            } catch (MalformedFrameException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotEmpty();
            }
        }
    }

    @Test
    void no_payload_with_a_right_checksum_does_worse_than_being_refused() {
        long seed = Long.getLong("test.seed", System.identityHashCode(this));
        Random random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = bytes(ACCEPTED_REPLY);
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                mutant[4 + random.nextInt(mutant.length - 8)] = (byte) random.nextInt();
            }
            CRC32 crc = new CRC32();
            crc.update(mutant, 0, mutant.length - 4);
            ByteBuffer.wrap(mutant).order(ByteOrder.LITTLE_ENDIAN).putInt(mutant.length - 4, (int) crc.getValue());
            try {
                assertThat(ControlFrame.decode(mutant).fields())
                        .as("seed %d", seed)
                        .isNotEmpty();
                DiscoverReply.read(ControlFrame.decode(mutant));
            } catch (MalformedFrameException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotEmpty();
            }
        }
    }
}

package channel.every.psi;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.ts.Packets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Crc32MpegTest {
    @Test
    void the_published_check_value_comes_out() {
        byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(Crc32Mpeg.of(check, 0, check.length)).isEqualTo(0x0376E6E7);
    }

    @Test
    void nothing_keeps_the_start_value() {
        assertThat(Crc32Mpeg.of(new byte[0], 0, 0)).isEqualTo(-1);
    }

    @Test
    void bytes_with_their_crc_leave_zero() {
        byte[] pat = Packets.hex("00 B0 0D 00 01 C1 00 00 00 01 F0 00 2A B1 04 B2");
        assertThat(Crc32Mpeg.of(pat, 0, pat.length)).isZero();
    }

    @Test
    void every_length_and_offset_agrees_with_the_bitwise_definition() {
        byte[] bytes = new byte[70];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 37 + 11);
        }
        for (int offset = 0; offset < 9; offset++) {
            for (int length = 0; length <= 60; length++) {
                assertThat(Crc32Mpeg.of(bytes, offset, length)).isEqualTo(bitwise(bytes, offset, length));
            }
        }
    }

    private static int bitwise(byte[] bytes, int offset, int length) {
        int crc = -1;
        for (int i = offset; i < offset + length; i++) {
            for (int bit = 7; bit >= 0; bit--) {
                boolean feedback = crc < 0 ^ (bytes[i] >>> bit & 1) == 1;
                crc = crc << 1 ^ (feedback ? 0x04C11DB7 : 0);
            }
        }
        return crc;
    }
}

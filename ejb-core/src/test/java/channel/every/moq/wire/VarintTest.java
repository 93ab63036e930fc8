package channel.every.moq.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarintTest {
    /** RFC 9000 A.1, and what @moq/net 0.3.4 writes for moq-transport. */
    @ParameterizedTest
    @CsvSource({
        "TWO_BITS, 37, 25",
        "TWO_BITS, 15293, 7bbd",
        "TWO_BITS, 494878333, 9d7f3e7d",
        "TWO_BITS, 151288809941952652, c2197c5eff14e88c",
        "TWO_BITS, 4611686018427387903, ffffffffffffffff",
        "LEADING_ONES, 127, 7f",
        "LEADING_ONES, 200, 80c8",
        "LEADING_ONES, 90000, c15f90",
        "LEADING_ONES, 1780000000, f06a18a500",
        "LEADING_ONES, 1099511627776, f90000000000",
        "LEADING_ONES, 18838586676582, fe00112233445566",
        "LEADING_ONES, 9223372036854775807, ff7fffffffffffffff"
    })
    void an_integer_has_its_shortest_form(Varint form, long value, String hex) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(new WireWriter(form).varint(value).toBytes()).isEqualTo(bytes);
        assertThat(new WireReader(form, bytes, 0, bytes.length).varint("value")).isEqualTo(value);
    }

    @Test
    void any_integer_comes_back() throws Exception {
        Random random = FuzzedBytes.seeded("varint");
        for (Varint form : Varint.values()) {
            for (int i = 0; i < 100_000; i++) {
                long value = random.nextLong() >>> 2 + random.nextInt(62);
                byte[] bytes = new WireWriter(form).varint(value).toBytes();
                assertThat(new WireReader(form, bytes, 0, bytes.length).varint("value"))
                        .isEqualTo(value);
            }
        }
    }

    /** Draft 17 had no form of seven bytes; 18 has, and @moq/net does not write it. */
    @Test
    void seven_bytes_are_read() throws Exception {
        byte[] bytes = HexFormat.of().parseHex("fd010203040506");
        assertThat(new WireReader(Varint.LEADING_ONES, bytes, 0, bytes.length).varint("value"))
                .isEqualTo(0x1010203040506L);
    }

    @Test
    void what_has_more_bits_than_a_number_here_is_refused_by_name() {
        byte[] bytes = HexFormat.of().parseHex("ff8000000000000000");
        assertThatThrownBy(() -> new WireReader(Varint.LEADING_ONES, bytes, 0, bytes.length).varint("track_alias"))
                .hasMessage("track_alias has more than 63 bits");
        assertThatThrownBy(() -> new WireWriter(Varint.TWO_BITS).varint(1L << 62))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WireWriter(Varint.LEADING_ONES).varint(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

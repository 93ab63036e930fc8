package channel.every.tuner.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"EC000008", "EC000017", "EC00002D", "EC000034", "10439EFD"})
    void a_device_id_with_a_right_checksum_is_read_and_printed(String text) {
        assertThat(DeviceId.parse(text)).hasToString(text);
    }

    @Test
    void a_wrong_checksum_is_refused() {
        assertThatThrownBy(() -> DeviceId.parse("12345678"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device ID 12345678 fails its checksum");
    }

    @Test
    void every_single_wrong_digit_is_noticed() {
        for (int shift = 0; shift < 32; shift += 4) {
            for (int flip = 1; flip < 16; flip++) {
                int wrong = 0xEC000008 ^ flip << shift;
                assertThatThrownBy(() -> new DeviceId(wrong)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EC00000", "EC0000080", "EC00000G", "0xEC0008"})
    void anything_but_eight_hexadecimal_digits_is_refused(String text) {
        assertThatThrownBy(() -> DeviceId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_name_has_a_valid_id_of_its_own_and_always_the_same() {
        assertThat(IntStream.range(0, 100).mapToObj(i -> DeviceId.named("device-" + i)))
                .doesNotHaveDuplicates();
        assertThat(DeviceId.named("a")).hasToString("EC7BE43E");
    }
}

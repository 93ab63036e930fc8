package channel.every.tuner.hdhomerun;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceErrorTest {
    @ParameterizedTest
    @EnumSource
    void every_code_is_read_with_and_without_its_words(DeviceError error) {
        assertThat(DeviceError.parse(error.toString())).hasValue(error);
        assertThat(DeviceError.parse(" " + error.code())).hasValue(error);
    }

    @Test
    void the_codes_are_801_to_811() {
        assertThat(DeviceError.values())
                .extracting(DeviceError::code)
                .containsExactly(801, 802, 803, 804, 805, 806, 807, 808, 809, 810, 811);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "All Tuners In Use", "8051", "80", "812 Something New", "-805"})
    void anything_else_is_no_known_code(String value) {
        assertThat(DeviceError.parse(value)).isEmpty();
    }
}

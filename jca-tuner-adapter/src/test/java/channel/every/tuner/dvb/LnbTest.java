package channel.every.tuner.dvb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LnbTest {
    @ParameterizedTest
    @CsvSource({
        "UNIVERSAL, 10714250, 964250, false",
        "UNIVERSAL, 11700000, 1950000, false",
        "UNIVERSAL, 11720500, 1120500, true",
        "DBS, 12200000, 950000, false",
        "C-BAND, 3700000, 1450000, false",
    })
    void a_transponder_comes_down_by_the_oscillator(String lnb, long transponder, long intermediate, boolean high) {
        assertThat(Lnb.parse(lnb).intermediateKhz(transponder)).isEqualTo(intermediate);
        assertThat(Lnb.parse(lnb).highBand(transponder)).isEqualTo(high);
    }

    /** DiSEqC bus specification 8.3: option, position, polarization, band from bit 3 down, all of them to be set. */
    @Test
    void a_switchs_inputs_are_all_combinations() {
        assertThat(Dish.switchCommand(0, Polarization.VERTICAL, false)).containsExactly(0xE0, 0x10, 0x38, 0xF0);
        assertThat(Dish.switchCommand(0, Polarization.VERTICAL, true)).containsExactly(0xE0, 0x10, 0x38, 0xF1);
        assertThat(Dish.switchCommand(0, Polarization.HORIZONTAL, false)).containsExactly(0xE0, 0x10, 0x38, 0xF2);
        assertThat(Dish.switchCommand(3, Polarization.LEFT, true)).containsExactly(0xE0, 0x10, 0x38, 0xFF);
        assertThat(Dish.switchCommand(2, Polarization.RIGHT, false)).containsExactly(0xE0, 0x10, 0x38, 0xF8);
    }
}

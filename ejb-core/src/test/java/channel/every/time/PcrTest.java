package channel.every.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PcrTest {
    /** 2^33 * 300. */
    private static final long MODULUS = 2_576_980_377_600L;

    @Test
    void a_34_bit_pcr_base_is_refused() {
        assertThat(new Pcr(MODULUS - 1).base()).isEqualTo((1L << 33) - 1);
        assertThatThrownBy(() -> new Pcr(MODULUS)).hasMessageContaining("2576980377600");
        assertThatThrownBy(() -> new Pcr(-1)).hasMessageContaining("-1");
    }

    @Test
    void ticks_are_300_times_the_base_plus_the_extension() {
        Pcr pcr = new Pcr(12_345L * 300 + 299);
        assertThat(pcr.base()).isEqualTo(12_345);
        assertThat(pcr.extension()).isEqualTo(299);
    }

    @Test
    void zero_comes_one_tick_after_the_last_value() {
        Pcr last = new Pcr(MODULUS - 1);
        assertThat(last.until(new Pcr(0))).isEqualTo(1);
        assertThat(new Pcr(0).until(last)).isEqualTo(-1);
    }

    @Test
    void half_the_circle_counts_as_before() {
        assertThat(new Pcr(0).until(new Pcr(MODULUS / 2))).isEqualTo(-MODULUS / 2);
        assertThat(new Pcr(0).until(new Pcr(MODULUS / 2 - 1))).isEqualTo(MODULUS / 2 - 1);
        assertThat(new Pcr(MODULUS / 2).until(new Pcr(0))).isEqualTo(-MODULUS / 2);
    }

    @Test
    void a_longer_count_is_wrapped() {
        assertThat(Pcr.wrapped(5 * MODULUS + 7)).isEqualTo(new Pcr(7));
        assertThat(Pcr.wrapped(-7)).isEqualTo(new Pcr(MODULUS - 7));
    }

    @Test
    void differences_are_those_of_whole_numbers_modulo_2_to_33_times_300() {
        long seed = new Random().nextLong();
        System.out.println("PcrTest seed " + seed);
        Random random = new Random(seed);
        for (int run = 0; run < 10_000; run++) {
            long a = random.nextLong(MODULUS);
            long b = random.nextLong(MODULUS);
            long d = Pcr.difference(a, b);
            assertThat(d).as("seed %d run %d: %d - %d", seed, run, a, b).isBetween(-MODULUS / 2, MODULUS / 2 - 1);
            assertThat(BigInteger.valueOf(b).add(BigInteger.valueOf(d)).mod(BigInteger.valueOf(MODULUS)))
                    .isEqualTo(BigInteger.valueOf(a));
        }
    }
}

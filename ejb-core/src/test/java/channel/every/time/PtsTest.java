package channel.every.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PtsTest {
    private static final Pts LAST = new Pts((1L << 33) - 1);
    private static final Pts FIRST = new Pts(0);

    @Test
    void a_34_bit_time_stamp_is_refused() {
        assertThatThrownBy(() -> new Pts(1L << 33)).hasMessageContaining("8589934592");
        assertThatThrownBy(() -> new Pts(-1)).hasMessageContaining("-1");
    }

    @Test
    void zero_comes_one_tick_after_the_last_value() {
        assertThat(LAST.until(FIRST)).isEqualTo(1);
        assertThat(FIRST.until(LAST)).isEqualTo(-1);
        assertThat(FIRST.after(LAST)).isTrue();
        assertThat(LAST.after(FIRST)).isFalse();
        assertThat(LAST.plus(1)).isEqualTo(FIRST);
        assertThat(FIRST.plus(-1)).isEqualTo(LAST);
    }

    @Test
    void nothing_is_after_itself() {
        assertThat(LAST.after(LAST)).isFalse();
        assertThat(LAST.until(LAST)).isZero();
    }

    @Test
    void half_the_circle_counts_as_before() {
        assertThat(FIRST.until(new Pts(1L << 32))).isEqualTo(-(1L << 32));
        assertThat(FIRST.until(new Pts((1L << 32) - 1))).isEqualTo((1L << 32) - 1);
    }

    @Test
    void a_longer_count_keeps_its_low_33_bits() {
        assertThat(Pts.wrapped(3 * Pts.MODULUS + 5)).isEqualTo(new Pts(5));
        assertThat(Pts.wrapped(-5)).isEqualTo(new Pts(Pts.MODULUS - 5));
    }

    @Test
    void differences_are_those_of_whole_numbers_modulo_2_to_33() {
        long seed = new Random().nextLong();
        System.out.println("PtsTest seed " + seed);
        Random random = new Random(seed);
        BigInteger modulus = BigInteger.TWO.pow(33);
        for (int run = 0; run < 10_000; run++) {
            long a = random.nextLong(Pts.MODULUS);
            long b = random.nextLong(Pts.MODULUS);
            long d = Pts.difference(a, b);
            assertThat(d).as("seed %d run %d: %d - %d", seed, run, a, b).isBetween(-(1L << 32), (1L << 32) - 1);
            assertThat(BigInteger.valueOf(b).add(BigInteger.valueOf(d)).mod(modulus))
                    .isEqualTo(BigInteger.valueOf(a));
        }
    }
}

package channel.every.clock;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.time.Pcr;
import org.junit.jupiter.api.Test;

class AnchorRuleTest {
    private static final ChunkCadence D = ChunkCadence.DEFAULT;
    private static final long MS = 27_000;
    private static final long STEP = 16 * 1001 * MS;

    private final AnchorRule rule = new AnchorRule(D);

    @Test
    void the_offset_is_a_multiple_of_sixteen_windows_nearest_to_utc() {
        long residual = 7 * Pcr.MODULUS + 5 * STEP + 1234 * MS;
        assertThat(rule.decide(residual)).isEqualTo(new AnchorRule.Decision(7, 5 * STEP));
        assertThat(rule.clearance(residual)).isEqualTo(STEP / 2 - 1234 * MS);
    }

    @Test
    void a_pcr_ahead_of_utc_gives_a_negative_offset() {
        long residual = 7 * Pcr.MODULUS - 3 * STEP;
        assertThat(rule.decide(residual)).isEqualTo(new AnchorRule.Decision(7, -3 * STEP));
    }

    @Test
    void n_is_rounded_and_its_edge_counts_as_an_edge() {
        long edge = 7 * Pcr.MODULUS + Pcr.MODULUS / 2;
        assertThat(rule.decide(edge - 1).n()).isEqualTo(7);
        assertThat(rule.decide(edge).n()).isEqualTo(8);
        assertThat(rule.clearance(edge - 100 * MS)).isLessThanOrEqualTo(100 * MS);
        assertThat(rule.clear(edge - 100 * MS)).isFalse();
    }

    @Test
    void a_wrap_of_the_pcr_does_not_change_the_decision() {
        long residual = 7 * Pcr.MODULUS + 5 * STEP + 1234 * MS;
        AnchorRule.Decision before = rule.decide(residual);
        AnchorRule.Decision after = rule.decide(residual + Pcr.MODULUS);
        assertThat(after).isEqualTo(new AnchorRule.Decision(before.n() + 1, before.offset()));
    }

    @Test
    void a_sample_is_clear_from_300_ms_off_the_edge_on() {
        long edge = 7 * Pcr.MODULUS + 5 * STEP + STEP / 2;
        assertThat(rule.clear(edge - 300 * MS)).isTrue();
        assertThat(rule.clear(edge - 300 * MS + 1)).isFalse();
        assertThat(rule.decide(edge - 1).offset()).isEqualTo(5 * STEP);
        assertThat(rule.decide(edge).offset()).isEqualTo(6 * STEP);
    }
}

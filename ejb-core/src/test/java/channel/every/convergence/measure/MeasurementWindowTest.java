package channel.every.convergence.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.identity.Label;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementWindowTest {
    private final MeasurementWindow window = new MeasurementWindow(settings(Duration.ofMinutes(30)));

    @Test
    void nothing_is_ok_before_the_first_sample() {
        assertThat(window.ok()).isFalse();
        assertThat(window.reasons()).containsExactly("no sample yet");
    }

    @Test
    void samples_that_agree_prove_nothing_before_the_time_has_elapsed() {
        for (int minute = 0; minute < 30; minute++) {
            window.add(ok(minute));
            assertThat(window.ok()).isFalse();
        }
        assertThat(window.reasons()).containsExactly("samples agree for 1740 s of 1800 s");
        window.add(ok(30));
        assertThat(window.ok()).isTrue();
        assertThat(window.elapsed()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void one_sample_that_disagrees_begins_the_time_anew() {
        for (int minute = 0; minute <= 30; minute++) {
            window.add(ok(minute));
        }
        window.add(bad(31, "7 sequences have different bytes"));
        assertThat(window.ok()).isFalse();
        assertThat(window.reasons()).containsExactly("7 sequences have different bytes");
        assertThat(window.elapsed()).isZero();
        for (int minute = 32; minute < 62; minute++) {
            window.add(ok(minute));
            assertThat(window.ok()).as("minute %s", minute).isFalse();
        }
        window.add(ok(62));
        assertThat(window.ok()).isTrue();
        assertThat(window.samples()).isEqualTo(63);
        assertThat(window.okSamples()).isEqualTo(62);
    }

    @Test
    void a_pause_that_leaves_records_unseen_begins_it_anew_and_a_shorter_one_does_not() {
        window.add(ok(0));
        window.add(ok(10));
        assertThat(window.elapsed()).isEqualTo(Duration.ofMinutes(10));
        window.add(ok(21));
        assertThat(window.elapsed()).isZero();
        assertThat(window.reasons().getFirst()).isEqualTo("no sample for 660 s, longer than a sample looks back");
    }

    @Test
    void once_complete_it_stays_so_while_samples_agree() {
        for (int minute = 0; minute < 300; minute++) {
            window.add(ok(minute));
        }
        assertThat(window.ok()).isTrue();
        assertThat(window.elapsed()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void samples_of_a_year_take_bounded_memory() {
        MeasurementWindow year = new MeasurementWindow(settings(Duration.ofDays(365)));
        for (int minute = 0; minute < 365 * 24 * 60; minute += 5) {
            year.add(ok(minute));
        }
        assertThat(year.ok()).isFalse();
        year.add(ok(365 * 24 * 60));
        assertThat(year.ok()).isTrue();
    }

    @Test
    void samples_have_to_overlap() {
        assertThatThrownBy(() -> new MeasurementSettings(
                        new Label("x"),
                        new Label("x"),
                        new Label("t"),
                        Duration.ofHours(1),
                        Duration.ofMinutes(11),
                        Duration.ofMinutes(10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than the span");
    }

    private static MeasurementSettings settings(Duration elapsed) {
        return new MeasurementSettings(
                new Label("la-kcop"),
                new Label("la-kcop"),
                new Label("publisher.m4s"),
                elapsed,
                Duration.ofMinutes(1),
                Duration.ofMinutes(10));
    }

    private static MeasuredSample ok(int minute) {
        return new MeasuredSample(60_000L * minute, true, List.of(), List.of(), Map.of(), MeasuredSample.Totals.NONE);
    }

    private static MeasuredSample bad(int minute, String reason) {
        return new MeasuredSample(
                60_000L * minute, false, List.of(reason), List.of(), Map.of(), MeasuredSample.Totals.NONE);
    }
}

package channel.every.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {
    @Test
    void a_number_and_its_unit_are_a_length_of_time() {
        assertThat(TimeSpan.parse("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(TimeSpan.parse("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(TimeSpan.parse("36h")).isEqualTo(Duration.ofHours(36));
        assertThat(TimeSpan.parse(" 7d ")).isEqualTo(Duration.ofDays(7));
        assertThat(TimeSpan.parse("2w")).isEqualTo(Duration.ofDays(14));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "d", "-1d", "1.5h", "7 d", "1y", "9999999999s"})
    void anything_else_is_refused_with_an_example(String text) {
        assertThatThrownBy(() -> TimeSpan.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("36h");
    }
}

package channel.every.tuner.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(8));

    @Test
    void each_wait_is_twice_the_one_before_up_to_the_last() {
        assertThat(IntStream.rangeClosed(1, 7)
                        .mapToObj(failures -> backoff.after(failures).toMillis()))
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 8000L, 8000L);
    }

    @Test
    void a_device_that_is_away_for_years_is_still_asked_at_the_last_wait() {
        assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void no_wait_at_all_is_refused() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(8)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

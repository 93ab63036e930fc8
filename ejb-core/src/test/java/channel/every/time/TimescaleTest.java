package channel.every.time;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TimescaleTest {
    @Test
    void a_timescale_without_ticks_is_refused() {
        assertThatThrownBy(() -> new Timescale(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> new Timescale(-48_000)).hasMessageContaining("-48000");
    }
}

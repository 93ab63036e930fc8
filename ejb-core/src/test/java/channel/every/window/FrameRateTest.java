package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameRateTest {
    @ParameterizedTest
    @CsvSource({
        "3753, 24000/1001", "3754, 24000/1001", "3750, 24", "3600, 25", "3003, 30000/1001", "3000, 30",
        "1800, 50", "1501, 60000/1001", "1502, 60000/1001", "1500, 60", "7200, 24000/1001", "1, 60"
    })
    void a_distance_of_pictures_is_the_nearest_standard_rate(long step, String rate) {
        assertThat(FrameRate.ofStep(step)).hasToString(rate);
    }
}

package channel.every.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceSettingsTest {
    @Test
    void name_and_port_are_enough() {
        assertThat(DeviceSettings.parse("a=7061")).isEqualTo(new DeviceSettings("a", 7061, 2, Reception.PERFECT));
    }

    @Test
    void options_follow_in_any_order() {
        assertThat(DeviceSettings.parse("roof.1=0,tuners=4,delay-ms=200,loss=1e-5,seed=-7"))
                .isEqualTo(new DeviceSettings("roof.1", 0, 4, new Reception(1e-5, -7, Duration.ofMillis(200))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a                 | device looks like",
                "a=1=2             | device looks like",
                "a=x               | device's port is a whole number: x",
                "a=70000           | port is 0 to 65535: 70000",
                "a/b=1             | device name is 1 to 64 of",
                "a=1,loss=2        | loss rate is 0 to 1: 2.0",
                "a=1,loss=NaN      | loss rate is 0 to 1: NaN",
                "a=1,loss=much     | device's loss is a number such as 1e-5: much",
                "a=1,seed=1.5      | device's seed is a whole number: 1.5",
                "a=1,tuners=0      | tuners are 1 to 32: 0",
                "a=1,delay-ms=-1   | delay is 0 to 10000 ms: -1",
                "a=1,colour=red    | device option is loss, seed, delay-ms, tuners or control: colour",
            })
    void nonsense_is_refused_and_named(String text, String message) {
        assertThatThrownBy(() -> DeviceSettings.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}

package channel.every.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RelaySettingsTest {
    private static RelaySettings read(Map<String, String> values) {
        return RelaySettings.read(key -> Optional.ofNullable(values.get(key)));
    }

    @Test
    void a_relay_is_off_and_on_loopback_until_an_operator_says_otherwise() {
        RelaySettings settings = read(Map.of());
        assertThat(settings.enabled()).isFalse();
        assertThat(settings.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(settings.publicGet()).containsExactly("");
        assertThat(settings.publicPut()).isEmpty();
        assertThat(settings.keys()).isEmpty();
    }

    @Test
    void what_anybody_may_do_is_a_list_of_names_everything_or_nothing() {
        RelaySettings settings = read(Map.of(
                "every-channel.relay.public-subscribe", "none",
                "every-channel.relay.public-publish", "guests, tests"));
        assertThat(settings.publicGet()).isEmpty();
        assertThat(settings.publicPut()).isEqualTo(List.of("guests", "tests"));
    }

    @ParameterizedTest
    @CsvSource({
        "every-channel.relay.enabled, yes",
        "every-channel.relay.port, 65536",
        "every-channel.relay.port, nine",
        "every-channel.relay.cache-bytes, 1",
        "every-channel.relay.sessions, 0",
        "every-channel.relay.url, relay",
        "every-channel.relay.host, no.such.host.invalid"
    })
    void what_cannot_work_is_refused_with_its_key_and_value(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(value);
    }
}

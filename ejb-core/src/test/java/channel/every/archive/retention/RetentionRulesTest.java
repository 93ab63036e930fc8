package channel.every.archive.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.identity.Label;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionRulesTest {
    @Test
    void a_broadcast_has_the_usual_rule_or_one_of_its_own() {
        RetentionRules rules = read(Map.of(
                "every-channel.retention.max-age", "30d",
                "every-channel.retention.la-kcop.max-bytes", "2T",
                "every-channel.retention.la-kcop.pins",
                        "2026-05-01T20:00:00Z/2026-05-01T22:00:00Z,2026-06-01T00:00:00Z/2026-06-02T00:00:00Z"));
        assertThat(rules.of(new Label("la-kcet")).maxAge()).isEqualTo(Duration.ofDays(30));
        RetentionRule own = rules.of(new Label("la-kcop"));
        assertThat(own.maxAge()).isNull();
        assertThat(own.maxBytes()).isEqualTo(2L << 40);
        assertThat(own.pins()).hasSize(2);
    }

    @Test
    void nothing_expires_until_something_is_configured() {
        assertThat(read(Map.of()).limit()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "every-channel.retention.max-age,         soon",
        "every-channel.retention.max-bytes,       -1",
        "every-channel.retention.max-bytes,       0",
        "every-channel.retention.la-kcop.pins,    yesterday",
        "every-channel.retention.a/b.max-age,     1d",
    })
    void what_cannot_work_is_refused(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(key, value))).isInstanceOf(IllegalArgumentException.class);
    }

    private static RetentionRules read(Map<String, String> values) {
        return RetentionRules.read(values.keySet(), key -> Optional.ofNullable(values.get(key)));
    }
}

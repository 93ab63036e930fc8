package channel.every.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardRuleTest {
    private final GuardRule open = new GuardRule(Optional.empty());
    private final GuardRule locked = new GuardRule(Optional.of("s3cret"));

    @Test
    void without_a_token_this_machine_may_over_both_protocols() {
        assertThat(open.refusal(null, "127.0.0.1", null, "localhost:9080")).isEmpty();
        assertThat(open.refusal(null, "0:0:0:0:0:0:0:1", "http://[::1]:9080", "[::1]:9080"))
                .isEmpty();
    }

    @Test
    void without_a_token_another_machine_may_not() {
        assertThat(open.refusal(null, "10.0.0.9", null, "10.0.0.7:9080"))
                .hasValueSatisfying(problem -> assertThat(problem.status()).isEqualTo(403))
                .hasValueSatisfying(problem -> assertThat(problem.remedy()).contains("every-channel.api.token"));
    }

    @Test
    void without_a_token_a_page_of_another_site_may_not() {
        assertThat(open.refusal(null, "127.0.0.1", "https://evil.example", "localhost:9080"))
                .hasValueSatisfying(problem -> assertThat(problem.status()).isEqualTo(403));
    }

    @Test
    void with_a_token_its_holder_may_from_anywhere() {
        assertThat(locked.refusal("Bearer s3cret", "10.0.0.9", "https://console.example", "node:9080"))
                .isEmpty();
    }

    @Test
    void with_a_token_nobody_else_may_not_even_this_machine() {
        for (String authorization : new String[] {"", "Bearer s3cre", "Bearer s3crets", "s3cret", "Basic s3cret"}) {
            assertThat(locked.refusal(authorization, "127.0.0.1", null, "localhost:9080"))
                    .hasValueSatisfying(problem -> assertThat(problem.status()).isEqualTo(401));
        }
        assertThat(locked.refusal(null, "127.0.0.1", null, "localhost:9080")).isPresent();
    }
}

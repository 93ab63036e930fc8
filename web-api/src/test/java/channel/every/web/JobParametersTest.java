package channel.every.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobParametersTest {
    private static final SortedSet<String> KNOWN = new TreeSet<>(Set.of("input", "windows", "require-ok"));

    @Test
    void a_misspelt_name_is_refused_with_the_names_there_are() {
        assertThatThrownBy(() -> JobParameters.of("{\"imput\":\"/data/a.ts\"}", KNOWN))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().remedy())
                                .isEqualTo("it reads input, require-ok, windows"));
    }

    @Test
    void plain_values_become_texts() {
        assertThat(JobParameters.of("{\"input\":\"/data/a.ts\",\"windows\":30,\"require-ok\":true}", KNOWN))
                .containsOnly(
                        Map.entry("input", "/data/a.ts"), Map.entry("windows", "30"), Map.entry("require-ok", "true"));
    }

    @Test
    void an_empty_body_is_a_job_without_parameters() {
        assertThat(JobParameters.of("", KNOWN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "7", "{\"input\":[1]}", "{\"input\":null}", "{\"input\":{\"a\":1}}"})
    void anything_else_is_refused_with_a_remedy(String body) {
        assertThatThrownBy(() -> JobParameters.of(body, KNOWN))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem().status()).isEqualTo(400);
                    assertThat(refused.problem().field()).isIn("body", "input");
                    assertThat(refused.problem().remedy()).isNotBlank();
                });
    }
}

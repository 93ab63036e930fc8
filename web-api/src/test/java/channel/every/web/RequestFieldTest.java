package channel.every.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import channel.every.identity.Label;
import channel.every.json.Json;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RequestFieldTest {
    @Test
    void a_label_with_a_slash_is_refused_with_field_value_and_remedy() {
        Problem problem = refusal("broadcast", "../etc", RequestField::label);
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).isEqualTo("broadcast \"../etc\": not a label");
        assertThat(problem.field()).isEqualTo("broadcast");
        assertThat(problem.value()).isEqualTo("../etc");
        assertThat(problem.remedy()).contains("A-Z a-z 0-9");
    }

    @Test
    void a_hash_of_capitals_is_refused() {
        assertThat(refusal("hash", "AB".repeat(32), RequestField::hash).status())
                .isEqualTo(400);
    }

    @Test
    void a_number_is_refused_out_of_range_and_when_it_is_none() {
        assertThat(refusal("limit", "0", field -> field.number(1, 10)).detail()).endsWith("out of range");
        assertThat(refusal("limit", "1e3", field -> field.number(1, 10)).detail())
                .endsWith("not a whole number");
    }

    @Test
    void an_absent_value_takes_its_default_and_an_empty_one_does_not() {
        assertThat(new RequestField("limit", null).number(1, 10, 7)).isEqualTo(7);
        assertThat(refusal("limit", "", field -> field.number(1, 10, 7)).detail())
                .isEqualTo("limit is missing");
    }

    @Test
    void a_long_value_is_not_echoed_whole() {
        assertThat(refusal("broadcast", "x".repeat(100_000), RequestField::label)
                        .value())
                .hasSize(Problem.VALUE_LIMIT + 1);
    }

    @Test
    void a_problem_is_written_with_the_members_of_rfc_9457() throws Exception {
        Problem problem = Problem.notFound("broadcast", "x", "/v1/streams lists them");
        assertThat(Json.mapper().readTree(Json.pretty(problem)).fieldNames())
                .toIterable()
                .containsExactly("type", "title", "status", "detail", "field", "value", "remedy");
    }

    @Test
    void a_good_label_passes() {
        assertThat(new RequestField("broadcast", "la-kcop").label()).isEqualTo(new Label("la-kcop"));
    }

    private static Problem refusal(String name, String value, Function<RequestField, Object> read) {
        RequestField field = new RequestField(name, value);
        return assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> read.apply(field))
                .actual()
                .problem();
    }
}

package channel.every.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanguageTagTest {
    @Test
    void a_language_with_a_code_of_two_letters_has_that_one() {
        assertThat(LanguageTag.of("spa")).isEqualTo("es");
        assertThat(LanguageTag.of("deu")).isEqualTo("de");
    }

    @Test
    void hebrew_has_its_code_of_today() {
        assertThat(LanguageTag.of("heb")).isEqualTo("he");
    }

    @Test
    void a_language_that_has_three_letters_alone_keeps_them() {
        assertThat(LanguageTag.of("mul")).isEqualTo("mul");
        assertThat(LanguageTag.of("qaa")).isEqualTo("qaa");
    }
}

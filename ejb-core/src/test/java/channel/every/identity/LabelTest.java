package channel.every.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", "a/b", "a b", "a\n", "é", "a\0"})
    void what_could_leave_its_directory_is_refused(String text) {
        assertThatThrownBy(() -> new Label(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_label_has_64_characters_at_most() {
        assertThat(new Label("a".repeat(64)).value()).hasSize(64);
        assertThatThrownBy(() -> new Label("a".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"KCOP-DT, KCOP-DT", "France 2, France-2", "' TF1 HD+ ', TF1-HD", "../etc/passwd, etc-passwd", "5.1, 5.1"
    })
    void a_service_name_folds_to_the_nearest_label(String text, String label) {
        assertThat(Label.folded(text)).contains(new Label(label));
    }

    @Test
    void a_text_without_a_letter_or_digit_of_ascii_folds_to_nothing() {
        assertThat(Label.folded("日本放送協会")).isEmpty();
        assertThat(Label.folded(" ./. ")).isEmpty();
    }

    @Test
    void a_long_text_is_cut() {
        assertThat(Label.folded("x".repeat(100))).contains(new Label("x".repeat(64)));
    }
}

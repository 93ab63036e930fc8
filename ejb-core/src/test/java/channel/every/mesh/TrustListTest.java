package channel.every.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.identity.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustListTest {
    private static final String KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    @Test
    void a_line_is_a_key_and_a_name_and_comments_are_left_out() {
        TrustList list = TrustList.parse("# ours\n\n  ed25519  " + KEY + "  kcop # since June\n");
        VerifyKey key = VerifyKey.parse(KEY);
        assertThat(list.entries()).hasSize(1);
        assertThat(list.find(key.id())).hasValue(new TrustList.Entry(key, new Label("kcop")));
        assertThat(TrustList.parse(list.find(key.id()).orElseThrow() + "\n").entries())
                .isEqualTo(list.entries());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ed25519 " + KEY,
                "rsa " + KEY + " kcop",
                "ed25519 d75a kcop",
                "ed25519 " + KEY + " two words",
                "ed25519 " + KEY + " ..",
                "ed25519 0100000000000000000000000000000000000000000000000000000000000000 kcop"
            })
    void a_line_that_is_none_is_refused_by_its_number(String line) {
        assertThatThrownBy(() -> TrustList.parse("# first\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void a_key_that_stands_twice_is_refused() {
        String line = "ed25519 " + KEY + " kcop\n";
        assertThatThrownBy(() -> TrustList.parse(line + line)).hasMessageContaining("line 2");
    }
}

package channel.every.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Blake3HashTest {
    private static final String EMPTY = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";

    @Test
    void hex_is_read_and_printed() {
        assertThat(Blake3Hash.parse(EMPTY)).hasToString(EMPTY).isEqualTo(Blake3.hash(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f326",
                "AF1349B9F5F9A1A6A0404DEA36DCC9499BCB25C9ADC112B7CC9A93CAE41F3262",
                "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262\n",
                "../349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f32620"
            })
    void anything_but_64_lower_case_digits_is_refused(String text) {
        assertThatThrownBy(() -> Blake3Hash.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_digest_of_another_length_is_refused() {
        assertThatThrownBy(() -> Blake3Hash.of(new byte[31])).hasMessageContaining("31");
    }

    @Test
    void the_bytes_given_and_taken_are_copies() {
        byte[] bytes = new byte[32];
        Blake3Hash hash = Blake3Hash.of(bytes);
        bytes[0] = 1;
        hash.bytes()[1] = 1;
        assertThat(hash.bytes()).containsOnly(0);
    }

    @Test
    void hashes_are_ordered_as_their_digits() {
        Blake3Hash low = Blake3Hash.parse("7f" + EMPTY.substring(2));
        Blake3Hash high = Blake3Hash.parse("80" + EMPTY.substring(2));
        assertThat(low).isLessThan(high);
        assertThat(low).isNotEqualTo(high);
        assertThat(low.compareTo(Blake3Hash.parse(low.toString()))).isZero();
    }
}

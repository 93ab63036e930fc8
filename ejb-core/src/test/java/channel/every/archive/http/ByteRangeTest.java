package channel.every.archive.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-499, 0, 499",
        "bytes=500-999, 500, 999",
        "bytes=500-, 500, 999",
        "bytes=-500, 500, 999",
        "bytes=-5000, 0, 999",
        "bytes=999-, 999, 999",
        "bytes=0-999999999999999999, 0, 999"
    })
    void a_range_within_a_thousand_bytes_is_cut_to_them(String header, int first, int last) {
        assertThat(ByteRange.of(header, 1000)).isEqualTo(new ByteRange.Part(first, last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=0-1,4-5",
                "lines=0-1",
                "bytes=a-b",
                "bytes=0-9999999999999999999999"
            })
    void what_is_not_one_range_of_bytes_asks_for_the_whole(String header) {
        assertThat(ByteRange.of(header, 1000)).isEqualTo(new ByteRange.Whole());
    }

    @Test
    void no_header_asks_for_the_whole() {
        assertThat(ByteRange.of(null, 1000)).isEqualTo(new ByteRange.Whole());
    }

    @ParameterizedTest
    @CsvSource({"bytes=1000-, 1000", "bytes=-0, 1000", "bytes=0-0, 0"})
    void bytes_past_the_end_are_unsatisfiable(String header, int size) {
        assertThat(ByteRange.of(header, size)).isEqualTo(new ByteRange.Unsatisfiable());
    }

    @Test
    void a_part_counts_both_its_ends() {
        assertThat(new ByteRange.Part(0, 499).length()).isEqualTo(500);
    }
}

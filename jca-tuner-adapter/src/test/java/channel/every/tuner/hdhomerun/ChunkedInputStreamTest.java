package channel.every.tuner.hdhomerun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedInputStreamTest {
    private static String decoded(String coded) throws IOException {
        byte[] bytes = coded.getBytes(StandardCharsets.US_ASCII);
        return new String(
                new ChunkedInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Test
    void chunks_join_to_the_content() throws IOException {
        assertThat(decoded("4\r\nWiki\r\nA;x=y\r\npedia in c\r\n0\r\n\r\n")).isEqualTo("Wikipedia in c");
    }

    @Test
    void one_read_takes_every_chunk_that_has_come() throws IOException {
        byte[] coded = "4\r\nWiki\r\n5\r\npedia\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        ChunkedInputStream in = new ChunkedInputStream(new ByteArrayInputStream(coded));
        assertThat(in.read(new byte[100])).isEqualTo(9);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void what_came_before_the_connection_broke_is_given_first() throws IOException {
        byte[] coded = "4\r\nWiki\r\n5\r\n".getBytes(StandardCharsets.US_ASCII);
        ChunkedInputStream in = new ChunkedInputStream(new ByteArrayInputStream(coded));
        assertThat(in.read(new byte[100])).isEqualTo(4);
        assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    }

    @Test
    void no_chunk_but_the_last_is_empty_content() throws IOException {
        assertThat(decoded("0\r\n\r\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4",
                "4\r\nWi",
                "4\r\nWiki",
                "4\r\nWiki\r\n",
                "4\r\nWikipedia\r\n0\r\n\r\n",
                "-1\r\n",
                "x\r\n"
            })
    void torn_or_lying_chunks_are_refused(String coded) {
        assertThatThrownBy(() -> decoded(coded)).isInstanceOf(IOException.class);
    }

    @Test
    void a_size_that_overflows_is_refused() {
        assertThatThrownBy(() -> decoded("FFFFFFFFFFFFFFFFF\r\n")).isInstanceOf(IOException.class);
    }
}

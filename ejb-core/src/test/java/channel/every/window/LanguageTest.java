package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.psi.ElementaryStream;
import channel.every.psi.ProgramMap;
import channel.every.ts.Pid;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LanguageTest {
    /** AC-3 in English, MPEG audio in Spanish, AC-3 in Spanish, as an ATSC multiplex describes them. */
    private static final ProgramMap MAP = new ProgramMap(
            3,
            1,
            new Pid(0x31),
            new byte[0],
            List.of(
                    stream(0x02, 0x31, ""),
                    stream(0x81, 0x34, "0a04656e6700"),
                    stream(0x03, 0x35, "0a0473706100"),
                    stream(0x81, 0x36, "0504414332330a0453504100")));

    @Test
    void the_first_audio_of_a_language_is_taken() {
        ProgramFormat spanish = ProgramFormat.of(MAP, new Language("spa"));

        assertThat(spanish.audioPid()).isEqualTo(new Pid(0x35));
        assertThat(spanish.audioCodec()).isEqualTo(AudioCodec.MPEG1);
        assertThat(ProgramFormat.of(MAP, new Language("eng")).audioPid()).isEqualTo(new Pid(0x34));
    }

    @Test
    void without_a_language_or_one_that_nobody_speaks_it_is_the_first_audio() {
        assertThat(ProgramFormat.of(MAP, null).audioPid()).isEqualTo(new Pid(0x34));
        assertThat(ProgramFormat.of(MAP, new Language("fra"))).isEqualTo(ProgramFormat.of(MAP, null));
    }

    @Test
    void what_is_no_code_is_refused() {
        assertThatThrownBy(() -> new Language("Spanish"))
                .hasMessage("a language is three lower-case letters of ISO 639-2, such as spa: \"Spanish\"");
    }

    private static ElementaryStream stream(int type, int pid, String descriptors) {
        return new ElementaryStream(type, new Pid(pid), HexFormat.of().parseHex(descriptors));
    }
}

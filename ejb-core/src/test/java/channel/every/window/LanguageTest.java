package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.psi.ElementaryStream;
import channel.every.psi.ProgramMap;
import channel.every.ts.Pid;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
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
        assertThat(ProgramFormat.of(MAP, wished("spa")).audio()).containsExactly(stream(0x35, AudioCodec.MPEG1, "spa"));
        assertThat(ProgramFormat.of(MAP, wished("eng")).audio()).containsExactly(stream(0x34, AudioCodec.AC3, "eng"));
    }

    @Test
    void several_languages_are_carried_together_in_the_order_of_the_pmt() {
        assertThat(ProgramFormat.of(MAP, wished("spa", "eng")).audio())
                .containsExactly(stream(0x34, AudioCodec.AC3, "eng"), stream(0x35, AudioCodec.MPEG1, "spa"));
    }

    @Test
    void without_a_language_or_one_that_nobody_speaks_it_is_the_first_audio() {
        List<AudioStream> first = List.of(stream(0x34, AudioCodec.AC3));

        assertThat(ProgramFormat.of(MAP, AudioWishes.FIRST).audio()).isEqualTo(first);
        assertThat(ProgramFormat.of(MAP, wished("fra")).audio()).isEqualTo(first);
        assertThat(ProgramFormat.of(MAP, wished("fra", "spa")).audio())
                .containsExactly(stream(0x34, AudioCodec.AC3), stream(0x35, AudioCodec.MPEG1, "spa"));
        assertThat(ProgramFormat.of(MAP, new AudioWishes(true, List.of(new Language("spa"))))
                        .audio())
                .hasSize(2);
    }

    @Test
    void what_nobody_wished_for_is_no_part_of_the_format() {
        assertThat(ProgramFormat.of(MAP, wished("spa")).audio().getFirst().languages())
                .isEqualTo(List.of(new Language("spa")));
        assertThat(ProgramFormat.of(MAP, AudioWishes.FIRST).audio().getFirst().languages())
                .isEmpty();
    }

    @Test
    void two_codes_of_one_language_are_one() {
        assertThat(new Language("ger")).isEqualTo(new Language("deu"));
        ProgramMap german = new ProgramMap(
                3,
                1,
                new Pid(0x31),
                new byte[0],
                List.of(stream(0x03, 0x40, "0a04656e6700"), stream(0x03, 0x41, "0a0467657200")));
        assertThat(ProgramFormat.of(german, wished("deu")).audio())
                .containsExactly(stream(0x41, AudioCodec.MPEG1, "deu"));
    }

    private static AudioWishes wished(String... languages) {
        return new AudioWishes(false, Stream.of(languages).map(Language::new).toList());
    }

    private static AudioStream stream(int pid, AudioCodec codec, String... languages) {
        return new AudioStream(
                new Pid(pid), codec, Stream.of(languages).map(Language::new).toList());
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

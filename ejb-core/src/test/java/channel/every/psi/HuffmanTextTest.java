package channel.every.psi;

import static channel.every.ts.Packets.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes decode to the same texts in libucsi of dvb-apps 1.1.1, in MythTV or in both. */
class HuffmanTextTest {
    private static String title(String bytes) {
        return HuffmanText.decode(HuffmanTrees.TITLES, hex(bytes));
    }

    private static String description(String bytes) {
        return HuffmanText.decode(HuffmanTrees.DESCRIPTIONS, hex(bytes));
    }

    @Test
    void the_example_of_the_standard_is_read() {
        // A/65 figure F.2: 39 bits; the n behind the space is escaped
        assertThat(title("43 28 DC 84 D4")).isEqualTo("The next");
    }

    @Test
    void titles_are_read_by_their_own_table() {
        assertThat(title("5E 00")).isEqualTo("TV");
        assertThat(title("43 1B C6 1F 76 68 10")).isEqualTo("The Tonight Show");
        assertThat(title("CB 36 18 4B 2E 9F 7F 80")).isEqualTo("60 Minutes");
        assertThat(title("E9 6C D2 90 B0 29 24")).isEqualTo("Lorem ipsum");
    }

    @Test
    void descriptions_are_read_by_their_own_table() {
        assertThat(description("D8 E5 D0")).isEqualTo("TV.");
        assertThat(description("5C 0A D9 1D 17 8D 1B 94 EF D5 C9 F7 FF 06 2C 69 1C E2 99 74"))
                .isEqualTo("A detective hunts a killer (1949).");
        assertThat(description("9C EC FE A3 33 2F F5 80")).isEqualTo("Lorem ipsum.");
    }

    @Test
    void a_character_without_a_code_is_escaped() {
        assertThat(title("39 02 9A 88 2C BC CA 20 08 25 0D 87 53 D4 AB 71 60")).isEqualTo("NBC5 News @ 6: Weekend");
        assertThat(title("CB 23 00 00")).isEqualTo("#");
    }

    @Test
    void behind_a_character_above_127_nothing_is_compressed() {
        assertThat(title("F6 C6 3E 96 D9 E0")).isEqualTo("Pok\u00E9mon");
        assertThat(description("70 AE FD 24 05 3F 9D E8 13 7D 4F AC 80 F6 AE 18 BD 7F 1C 86 E2 E8"))
                .isEqualTo("Caf\u00E9 owner Zo\u00EB returns; CC.");
    }

    @Test
    void a_text_without_an_end_mark_ends_with_its_bytes() {
        assertThat(title("5E")).isEqualTo("T");
        assertThat(title("")).isEmpty();
        assertThat(title("CB 23")).isEqualTo("#");
        assertThat(title("CB")).isEmpty();
    }

    @Test
    void any_bytes_make_some_text() {
        Random random = new Random(65);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(256)];
            random.nextBytes(bytes);
            for (HuffmanTrees trees : HuffmanTrees.values()) {
                assertThat(HuffmanText.decode(trees, bytes)).hasSizeLessThanOrEqualTo(bytes.length * 8);
            }
        }
    }

    @Test
    void a_title_in_a_table_is_read_with_its_compression() throws Exception {
        byte[] text = hex("01 65 6E 67 02 01 00 02 5E 00 02 00 03 D8 E5 D0");
        assertThat(AtscText.read(new SectionCursor(text, 0, text.length))).isEqualTo("TVTV.");
    }
}

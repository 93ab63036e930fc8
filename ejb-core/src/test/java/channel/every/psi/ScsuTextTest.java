package channel.every.psi;

import static channel.every.ts.Packets.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Texts and bytes of UTS #6 chapter 9, and what it reserves. */
class ScsuTextTest {
    private static @Nullable String text(String bytes) {
        return ScsuText.decode(hex(bytes));
    }

    @Test
    void the_german_example_of_the_standard_is_read() {
        assertThat(text("D6 6C 20 66 6C 69 65 DF 74")).isEqualTo("Öl fließt");
    }

    @Test
    void the_russian_example_of_the_standard_is_read() {
        assertThat(text("12 9C BE C1 BA B2 B0")).isEqualTo("Москва");
    }

    @Test
    void the_japanese_example_of_the_standard_is_read() {
        assertThat(text(
                        "08 00 1B 4C EA 16 CA D3 94 0F 53 EF 61 1B E5 84 C4 0F 53 EF 61 1B E5 84 C4 16 CA D3 94 08 02 0F"
                                + "53 4A 4E 16 7D 00 30 82 52 4D 30 6B 6D 41 88 4C E5 97 9F 08 0C 16 CA D3 94 15 AE 0E 6B 4C 08 0D"
                                + "8C B4 A3 9F CA 99 CB 8B C2 97 CC AA 84 08 02 0E 7C 73 E2 16 A3 B7 CB 93 D3 B4 C5 DC 9F 0E 79 3E"
                                + "06 AE B1 9D 93 D3 08 0C BE A3 8F 08 88 BE A3 8D D3 A8 A3 97 C5 17 89 08 0D 15 D2 08 01 93 C8 AA"
                                + "8F 0E 61 1B 99 CB 0E 4E BA 9F A1 AE 93 A8 A0 08 02 08 0C E2 16 A3 B7 CB 0F 4F E1 80 05 EC 60 8D"
                                + "EA 06 D3 E6 0F 8A 00 30 44 65 B9 E4 FE E7 C2 06 CB 82"))
                .isEqualTo("\u3000♪リンゴ可愛いや可愛いやリンゴ。半世紀も前に流行した「リンゴの歌」がぴったりするかもしれない。"
                        + "米アップルコンピュータ社のパソコン「マック（マッキントッシュ）」を、こよなく愛する人たちのことだ。"
                        + "「アップル信者」なんて言い方まである。");
    }

    @Test
    void the_example_of_all_features_is_read() {
        String line = "A\u00DF\u0401\u015F\u00DF\u01DF\uF000\uDBFF\uDFFF";
        assertThat(text("41 DF 12 81 03 5F 10 DF 1B 03 DF 1C 88 80 0B BF FF FF 0D 0A"
                        + "41 10 DF 12 81 03 5F 10 DF 13 DF 14 80 15 FF"))
                .isEqualTo(line + "\r\n" + line);
    }

    @Test
    void windows_that_utf_16_moves_stay_where_they_are() {
        // Unicode mode: alpha, window 2 to Greek and back, quoted unit of private use, window 7 beyond the basic plane
        assertThat(text("0F 03 B1 EA FB C1 10 E9 12 C2 0F F0 E0 00 F1 E0 01 81"))
                .isEqualTo("\u03B1\u03B1\u00E9\u03B2\uE000" + Character.toString(0x10081));
    }

    @Test
    void a_reserved_tag_or_place_makes_no_text() {
        for (String reserved : new String[] {"41 0C", "18 00", "18 A8", "18 F8", "0F F2", "0F E8 00"}) {
            assertThat(text(reserved)).as(reserved).isNull();
        }
    }

    @Test
    void bytes_that_end_within_a_character_make_no_text() {
        for (String torn :
                new String[] {"01", "0B", "0B BF", "0E", "0E 30", "18", "0F 30", "0F F0 30", "0F F1 BF", "0F E8"}) {
            assertThat(text("41 " + torn)).as(torn).isNull();
        }
    }

    @Test
    void any_text_is_read_from_its_utf_16() {
        String text = "Wetter 12°, Ωμέγα, 天気, \uD83D\uDE00";
        byte[] units = text.getBytes(StandardCharsets.UTF_16BE);
        byte[] bytes = new byte[1 + units.length];
        bytes[0] = 0x0F;
        System.arraycopy(units, 0, bytes, 1, units.length);
        assertThat(ScsuText.decode(bytes)).isEqualTo(text);
    }

    @Test
    void any_bytes_make_a_text_no_longer_than_twice_themselves_or_none() {
        Random random = new Random(6);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(256)];
            random.nextBytes(bytes);
            String text = ScsuText.decode(bytes);
            assertThat(text == null ? 0 : text.length()).isLessThanOrEqualTo(2 * bytes.length);
        }
    }

    @Test
    void a_title_in_a_table_is_read_in_this_mode() throws Exception {
        // the string in a mode that nobody knows is passed over, as before
        byte[] title = hex("02 65 6E 67 01 00 3D 01 41 72 75 73 01 00 3E 07 12 9C BE C1 BA B2 B0");
        assertThat(AtscText.read(new SectionCursor(title, 0, title.length))).isEqualTo("Москва");
    }
}

package channel.every.moq.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FieldSectionTest {
    private static String huffman(String hex) throws Http3Exception {
        byte[] coded = HexFormat.of().parseHex(hex);
        return new String(Huffman.decode(coded, 0, coded.length), StandardCharsets.ISO_8859_1);
    }

    /** RFC 7541 C.4 and C.6. */
    @Test
    void the_standards_examples_of_huffmans_code_are_read() throws Http3Exception {
        assertThat(huffman("f1e3c2e5f23a6ba0ab90f4ff")).isEqualTo("www.example.com");
        assertThat(huffman("a8eb10649cbf")).isEqualTo("no-cache");
        assertThat(huffman("25a849e95ba97d7f")).isEqualTo("custom-key");
        assertThat(huffman("25a849e95bb8e8b4bf")).isEqualTo("custom-value");
        assertThat(huffman("d07abe941054d444a8200595040b8166e082a62d1bff")).isEqualTo("Mon, 21 Oct 2013 20:13:21 GMT");
        assertThat(huffman("9d29ad171863c78f0b97c8e9ae82ae43d3")).isEqualTo("https://www.example.com");
        assertThat(huffman("")).isEmpty();
    }

    @Test
    void huffmans_code_must_not_hold_its_end_nor_be_filled_with_more_than_seven_ones() {
        for (String hex : List.of("ffffffff", "f1e3c2e5f23a6ba0ab90f4ffff", "f1e3c2e5f23a6ba0ab90f4fe", "00")) {
            assertThatThrownBy(() -> huffman(hex)).isInstanceOf(Http3Exception.class);
        }
    }

    /** RFC 9204 B.1. */
    @Test
    void the_standards_example_of_a_field_section_is_read() throws Http3Exception {
        byte[] section = HexFormat.of().parseHex("0000510b2f696e6465782e68746d6c");
        assertThat(FieldSection.decode(section)).containsExactly(new Field(":path", "/index.html"));
    }

    @Test
    void the_static_table_is_the_standards() throws Http3Exception {
        assertThat(StaticTable.field(0)).isEqualTo(new Field(":authority", ""));
        assertThat(StaticTable.field(15)).isEqualTo(new Field(":method", "CONNECT"));
        assertThat(StaticTable.field(25)).isEqualTo(new Field(":status", "200"));
        assertThat(StaticTable.field(52)).isEqualTo(new Field("content-type", "text/html; charset=utf-8"));
        assertThat(StaticTable.field(62)).isEqualTo(new Field("x-xss-protection", "1; mode=block"));
        assertThat(StaticTable.field(71)).isEqualTo(new Field(":status", "500"));
        assertThat(StaticTable.field(90)).isEqualTo(new Field("origin", ""));
        assertThat(StaticTable.field(98)).isEqualTo(new Field("x-frame-options", "sameorigin"));
        assertThatThrownBy(() -> StaticTable.field(99)).hasMessageContaining("no field 99");
    }

    @Test
    void what_is_written_is_read_again() throws Http3Exception {
        List<Field> fields = List.of(
                new Field(":status", "200"), new Field("x", ""), new Field("long-name-of-a-field", "v".repeat(5000)));
        byte[] frame = FieldSection.frame(fields);
        Varint length = new Varint();
        int at = 1;
        while (!length.take(frame[at])) {
            at++;
        }
        assertThat(FieldSection.decode(Arrays.copyOfRange(frame, at + 1, frame.length)))
                .isEqualTo(fields);
    }

    @Test
    void lists_of_strings_are_read_and_others_ignored() {
        assertThat(StringList.parse("\"a\", \"b\\\"c\" ;q=\"x,y\",\t\"d\"")).hasValue(List.of("a", "b\"c", "d"));
        assertThat(StringList.parse("")).hasValue(List.of());
        for (String broken : List.of("token", "\"a", "\"a\\x\"", "\"é\"", "1")) {
            assertThat(StringList.parse(broken)).as(broken).isEmpty();
        }
        assertThat(StringList.format(List.of("a", "b\"c"))).isEqualTo("\"a\", \"b\\\"c\"");
    }

    @Test
    void sessions_codes_are_mapped_both_ways() {
        assertThat(Codes.ofSession(0)).isEqualTo(0x52E4A40FA8DBL);
        assertThat(Codes.ofSession(0xFFFF_FFFFL)).isEqualTo(0x52E5AC983162L);
        for (long code : new long[] {0, 1, 29, 30, 31, 404, 65_535, Integer.MAX_VALUE, 0xFFFF_FFFFL}) {
            assertThat(Codes.toSession(Codes.ofSession(code))).isEqualTo(code);
        }
        assertThat(Codes.toSession(Codes.NO_ERROR)).isZero();
    }
}

package channel.every.archive;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.IndexLine.Malformed;
import channel.every.archive.IndexLine.Torn;
import channel.every.archive.IndexLine.Valid;
import channel.every.identity.GroupSequence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexReaderTest {
    private static final String OLDEST =
            "{\"broadcast\":\"la-kcop\",\"rendition\":\"720p\",\"track\":\"publisher.m4s\",\"group_sequence\":7,\"received_unix_ms\":9}";

    @Test
    void a_record_of_an_old_writer_lacks_kind_identity_and_timing() {
        ArchiveRecord old = ((Valid) read(OLDEST + "\n").getFirst()).record();
        assertThat(old.kind()).isEqualTo(ObjectKind.MEDIA);
        assertThat(old.groupSequence()).isEqualTo(new GroupSequence(7));
        assertThat(old.sourceNode()).isNull();
        assertThat(old.hash()).isNull();
        assertThat(old.media()).isNull();
        assertThat(old.quality()).isNull();
        assertThat(old.synced()).isFalse();
    }

    @Test
    void fields_may_come_in_any_order_and_unknown_ones_are_passed_over() {
        String strange =
                "{\"later\":{\"a\":[1,{\"b\":2}]},\"received_unix_ms\":9,\"track\":\"publisher.m4s\",\"kind\":\"init\","
                        + "\"rendition\":\"720p\",\"group_sequence\":7,\"broadcast\":\"la-kcop\",\"v\":1,\"quality\":{\"missing_ms\":3,\"x\":1}}";
        ArchiveRecord found = ((Valid) read(strange + "\n").getFirst()).record();
        assertThat(found.kind()).isEqualTo(ObjectKind.INIT);
        assertThat(found.quality()).isEqualTo(new ReceptionQuality(0, 0, 3, null, new TreeMap<>(Map.of("x", 1L))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "group_sequence":7             | "group_sequence":-7                 | group_sequence is negative: -7
            "group_sequence":7             | "group_sequence":"7"                | group_sequence is not an integer
            "group_sequence":7             | "group_sequence":7.5                | group_sequence is not an integer
            "group_sequence":7             | "group_sequence":99999999999999999999 | out of range of long
            "group_sequence":7             | "group_sequence":7,"group_sequence":8 | Duplicate field
            "group_sequence":7             | "group":7                           | group_sequence is absent
            "received_unix_ms":9           | "received_unix_ms":null             | received_unix_ms is not an integer
            "received_unix_ms":9           | "received_unix_ms":-1               | received_unix_ms is negative
            "broadcast":"la-kcop"          | "broadcast":"../etc"                | a label is 1 to 64
            "broadcast":"la-kcop"          | "broadcast":null                    | broadcast is absent
            "rendition":"720p"             | "rendition":["720p"]                | rendition is not a string
            "track":"publisher.m4s"        | "track":"a/b"                       | a label is 1 to 64
            {"broadcast"                   | {"v":2,"broadcast"                  | v is 2
            {"broadcast"                   | {"kind":"trailer","broadcast"       | kind is neither init nor media
            {"broadcast"                   | {"sync":"yes","broadcast"           | sync is neither synced nor unsynced
            {"broadcast"                   | {"hash":"AB","broadcast"            | 64 lower-case hex digits
            {"broadcast"                   | {"profile":"AB","broadcast"         | 64 lower-case hex digits
            {"broadcast"                   | {"size":-1,"broadcast"              | size is negative
            {"broadcast"                   | {"media":3,"broadcast"              | media is not an object
            {"broadcast"                   | {"media":{"sequence":1},"broadcast" | media lacks
            {"broadcast"                   | {"media":{"sequence":1,"decode_time":1,"timescale":0},"broadcast" | media.timescale is out of range: 0
            {"broadcast"                   | {"quality":{"missing_ms":-1},"broadcast" | missing_ms is negative
            {"broadcast"                   | [{"broadcast"                       | not a JSON object
            "received_unix_ms":9}          | "received_unix_ms":9}{}             | text follows the record
            """)
    void a_line_that_is_no_record_says_which_field_is_wrong_and_reading_goes_on(
            String good, String bad, String reason) {
        assertThat(OLDEST).contains(good);
        List<IndexLine> lines = read(OLDEST + "\n" + OLDEST.replace(good, bad) + "\n" + OLDEST + "\n");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isInstanceOf(Valid.class);
        assertThat(lines.get(1)).isInstanceOfSatisfying(Malformed.class, found -> {
            assertThat(found.number()).isEqualTo(2);
            assertThat(found.reason()).contains(reason);
        });
        assertThat(lines.get(2))
                .isInstanceOfSatisfying(
                        Valid.class, found -> assertThat(found.number()).isEqualTo(3));
    }

    @Test
    void a_hash_and_a_path_that_disagree_are_refused() {
        String line = new String(RecordWriter.line(Records.media("a", 1)), StandardCharsets.UTF_8);
        String other =
                line.replace("\"hash\":\"" + Records.hashOf("media 1"), "\"hash\":\"" + Records.hashOf("media 2"));
        assertThat(read(other + "\n").getFirst())
                .isInstanceOfSatisfying(
                        Malformed.class,
                        found -> assertThat(found.reason()).startsWith("cas_path is not that of hash"));
    }

    @Test
    void bytes_may_be_cut_anywhere() {
        byte[] lines = RecordWriter.lines(List.of(Records.media("a", 1), Records.media("a", 2)));
        List<IndexLine> whole = read(new String(lines, StandardCharsets.UTF_8));
        for (int cut = 0; cut <= lines.length; cut++) {
            List<IndexLine> found = new ArrayList<>();
            IndexReader reader = new IndexReader(found::add);
            reader.feed(lines, 0, cut);
            reader.feed(lines, cut, lines.length - cut);
            reader.finish();
            assertThat(found).as("cut at %s", cut).isEqualTo(whole);
            assertThat(reader.completeBytes()).isEqualTo(lines.length);
        }
    }

    @Test
    void a_last_line_is_torn_until_its_record_is_whole() {
        String first = OLDEST + "\n";
        for (int cut = 1; cut < OLDEST.length(); cut++) {
            assertThat(read(first + OLDEST.substring(0, cut)).getLast()).isEqualTo(new Torn(2, cut));
        }
        assertThat(read(first + OLDEST).getLast()).isInstanceOf(Valid.class);
    }

    @Test
    void a_line_without_end_takes_bounded_memory_and_is_reported_once() {
        byte[] flood = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        List<IndexLine> found = new ArrayList<>();
        IndexReader reader = new IndexReader(found::add);
        for (int i = 0; i < 64; i++) {
            reader.feed(flood, 0, flood.length);
        }
        byte[] rest = ("\n" + OLDEST + "\n").getBytes(StandardCharsets.UTF_8);
        reader.feed(rest, 0, rest.length);
        assertThat(found).hasSize(2);
        assertThat(found.getFirst()).isEqualTo(new Malformed(1, "longer than 65536 bytes"));
        assertThat(found.getLast()).isInstanceOf(Valid.class);
    }

    @Test
    void blank_lines_and_carriage_returns_are_no_records() {
        List<IndexLine> found = read("\n\r\n" + OLDEST + "\r\n");
        assertThat(found)
                .singleElement()
                .isInstanceOfSatisfying(
                        Valid.class, each -> assertThat(each.number()).isEqualTo(3));
    }

    private static List<IndexLine> read(String text) {
        List<IndexLine> found = new ArrayList<>();
        try {
            IndexReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), found::add);
        } catch (IOException e) {
            throw new AssertionError("memory does not fail", e);
        }
        return found;
    }
}

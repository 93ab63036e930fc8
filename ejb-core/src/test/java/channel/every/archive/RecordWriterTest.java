package channel.every.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordWriterTest {
    @Test
    void further_counts_of_a_windows_quality_survive_reading_and_writing() throws Exception {
        String line = new String(RecordWriter.line(Records.media("a", 1)), StandardCharsets.UTF_8)
                .replace(
                        "\"missing_ms\":0",
                        "\"missing_ms\":0,\"standing\":\"young\",\"crc_errors\":2,\"of_tomorrow\":5");
        ArchiveRecord read = new RecordParser()
                .parse(line.getBytes(StandardCharsets.UTF_8), 0, line.getBytes(StandardCharsets.UTF_8).length);
        assertThat(new String(RecordWriter.line(read), StandardCharsets.UTF_8)).isEqualTo(line);
    }

    @Test
    void a_complete_record_is_written_in_the_field_order_of_the_format() {
        String hash = Records.hashOf("media 1779108").toString();
        assertThat(line(Records.media("ec-node-c3546fa5abc3", 1_779_108)))
                .isEqualTo("{\"v\":1"
                        + ",\"stream_id\":\"ec/stream/v1/broadcast/atsc/tsid-2065/program-3/profile-proof/variant-720p\""
                        + ",\"broadcast\":\"la-kcop\",\"rendition\":\"720p\",\"track\":\"publisher.m4s\",\"kind\":\"media\""
                        + ",\"group_sequence\":7287226368"
                        + ",\"hash\":\"" + hash + "\",\"size\":439737"
                        + ",\"cas_path\":\"objects/blake3/" + hash.substring(0, 2) + "/" + hash + ".bin\""
                        + ",\"received_unix_ms\":1781780887108"
                        + ",\"source_node\":\"ec-node-c3546fa5abc3\",\"source_session\":\"session-1\",\"sync\":\"synced\""
                        + ",\"media\":{\"sequence\":1779108,\"decode_time\":160279839720,\"timescale\":90000,\"duration\":90090}"
                        + ",\"source_hash\":\"" + Records.hashOf("source 1779108") + "\""
                        + ",\"profile\":\"" + Records.hashOf("profile") + "\""
                        + ",\"quality\":{\"continuity_errors\":0,\"transport_errors\":0,\"missing_ms\":0}}");
    }

    @Test
    void absent_fields_are_omitted() {
        assertThat(line(bare()))
                .isEqualTo(
                        "{\"v\":1,\"broadcast\":\"la-kcop\",\"rendition\":\"720p\",\"track\":\"publisher.m4s\""
                                + ",\"kind\":\"init\",\"group_sequence\":4096,\"size\":0,\"received_unix_ms\":5,\"sync\":\"unsynced\"}");
    }

    @Test
    void what_is_written_is_read_back_equal() {
        List<ArchiveRecord> records = List.of(Records.media("a", 1), bare(), Records.media("b", 2));
        List<ArchiveRecord> found = new ArrayList<>();
        byte[] lines = RecordWriter.lines(records);
        IndexReader reader = new IndexReader(line -> found.add(((IndexLine.Valid) line).record()));
        reader.feed(lines, 0, lines.length);
        assertThat(found).isEqualTo(records);
    }

    @Test
    void a_record_that_no_reader_would_take_is_refused() {
        ArchiveRecord whole = Records.media("n".repeat(RecordWriter.MAX_LINE_BYTES), 1);
        assertThatThrownBy(() -> RecordWriter.line(whole))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 65536");
    }

    private static ArchiveRecord bare() {
        return new ArchiveRecord(
                null,
                Records.KCOP,
                Rendition.of("720p"),
                new Label("publisher.m4s"),
                ObjectKind.INIT,
                GroupSequence.of(1, 0),
                null,
                0,
                null,
                5,
                null,
                null,
                false,
                null,
                null,
                null,
                null);
    }

    private static String line(ArchiveRecord value) {
        return new String(RecordWriter.line(value), StandardCharsets.UTF_8);
    }
}

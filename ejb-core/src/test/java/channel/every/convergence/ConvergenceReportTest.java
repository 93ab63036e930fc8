package channel.every.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.Records;
import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConvergenceReportTest {
    @Test
    void a_proven_report_is_printed_as_the_format_has_it() throws JsonProcessingException {
        ConvergenceReport report = ConvergenceProofTest.proof(
                        new ProofSpan.Strict(), Copy.of("ec-node-1", 1), Copy.of("ec-node-2", 1))
                .report();
        assertThat(Json.mapper().writeValueAsString(withoutEmptySources(report)))
                .isEqualTo("{\"ok\":true,\"status\":\"proven\",\"reasons\":[]"
                        + ",\"sources\":[{\"name\":\"ec-node-1\",\"records\":1,\"invalid_records\":0,\"torn_records\":0"
                        + ",\"unsynced_records\":0,\"source_nodes\":[\"ec-node-1\"]}"
                        + ",{\"name\":\"ec-node-2\",\"records\":1,\"invalid_records\":0,\"torn_records\":0"
                        + ",\"unsynced_records\":0,\"source_nodes\":[\"ec-node-2\"]}]"
                        + ",\"groups\":[{\"stream_id\":\"" + Records.STREAM_ID + "\",\"broadcast\":\"la-kcop\""
                        + ",\"rendition\":\"720p\",\"track\":\"publisher.m4s\""
                        + ",\"observed_sequences\":1,\"duplicate_sequences\":1,\"divergent_sequences\":0"
                        + ",\"source_local_divergent_sequences\":0,\"missing_hashes\":0,\"missing_source_identity\":0"
                        + ",\"media_sequence_conflicts\":0,\"media_timing_missing\":0"
                        + ",\"causes\":{\"reception\":0,\"phase\":0,\"encoder\":0,\"unknown\":0"
                        + ",\"encoder_build\":0,\"encoder_bytes\":0,\"source\":0}"
                        + ",\"duplicate_source_records\":1,\"samples\":[]}]}");
    }

    @Test
    void a_sample_holds_what_each_source_has() throws JsonProcessingException {
        ConvergenceReport report = ConvergenceProofTest.proof(
                        new ProofSpan.Strict(),
                        Copy.of("a", 1),
                        Copy.of("b", 1).bytes("x").input("x").damaged())
                .report();
        String hash = Records.hashOf("media 1").toString();
        assertThat(Json.mapper().writeValueAsString(report.groups().getFirst().samples()))
                .startsWith(
                        "[{\"group_sequence\":4096,\"verdict\":\"divergent\""
                                + ",\"finding\":\"different bytes, cause reception\",\"cause\":\"reception\",\"sources\":["
                                + "{\"source\":\"a\",\"source_node\":\"a\",\"source_session\":\"session-a\",\"kind\":\"media\""
                                + ",\"hash\":\"" + hash + "\",\"size\":1000,\"received_unix_ms\":1780000001001"
                                + ",\"cas_path\":\"objects/blake3/" + hash.substring(0, 2) + '/' + hash + ".bin\""
                                + ",\"media\":{\"sequence\":1,\"decode_time\":90090,\"timescale\":90000,\"duration\":90090}"
                                + ",\"source_hash\":\"" + Records.hashOf("source 1") + "\""
                                + ",\"profile\":\"" + Records.hashOf("profile") + "\""
                                + ",\"quality\":{\"continuity_errors\":0,\"transport_errors\":0,\"missing_ms\":0}},{\"source\":\"b\"")
                .endsWith("\"quality\":{\"continuity_errors\":3,\"transport_errors\":0,\"missing_ms\":0}}]}]");
    }

    @Test
    void counts_that_do_not_apply_are_absent() {
        assertThat(print(new ProofSpan.Strict())).doesNotContain("edge_sequences", "pending_sequences", "stream_ids");
        assertThat(print(new ProofSpan.Overlap()))
                .contains("\"edge_sequences\":0")
                .doesNotContain("pending_sequences");
        assertThat(print(ProofSpan.Live.at(Instant.ofEpochMilli(1_780_000_010_000L))))
                .contains("\"edge_sequences\":0", "\"pending_sequences\":0");
    }

    @Test
    void a_report_is_read_back_equal() throws JsonProcessingException {
        ConvergenceReport report = ConvergenceProofTest.proof(
                        new ProofSpan.Overlap(),
                        Copy.of("a", 1),
                        Copy.of("b", 1).bytes("x"))
                .report();
        String text = Json.mapper().writeValueAsString(report);
        assertThat(Json.mapper().readValue(text, ConvergenceReport.class)).isEqualTo(report);
    }

    private static String print(ProofSpan span) {
        return Json.pretty(ConvergenceProofTest.proof(span, Copy.of("a", 1), Copy.of("b", 1))
                        .report())
                .replace("\" : ", "\":");
    }

    /** The proof of the test fixture names two more archives than this one has records for. */
    private static ConvergenceReport withoutEmptySources(ConvergenceReport report) {
        List<SourceReport> full =
                report.sources().stream().filter(each -> each.records() > 0).toList();
        return ConvergenceReport.of(List.of(), full, report.groups());
    }
}

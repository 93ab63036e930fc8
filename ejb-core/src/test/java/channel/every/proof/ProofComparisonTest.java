package channel.every.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.clock.ChunkIndex;
import channel.every.json.Json;
import channel.every.window.WindowQuality;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ProofComparisonTest {
    private static final ProofReport A = Reports.report("publisher-a", 100, 101, 102);
    private static final ProofReport B = Reports.report("publisher-b", 100, 101, 102);

    @Test
    void equal_windows_of_two_publishers_are_a_proof() {
        ProofComparison comparison = ProofComparison.of(List.of(A, B), false);

        assertThat(comparison.ok()).isTrue();
        assertThat(comparison.status()).isEqualTo("proven");
        assertThat(comparison.comparedWindows()).isEqualTo(3);
        assertThat(comparison.equalWindows()).isEqualTo(3);
        assertThat(comparison.differences()).isEmpty();
    }

    @Test
    void an_unequal_source_is_named_with_its_window_time_and_place() {
        ProofDifference difference = only(Reports.with(B, Reports.window(101, "flipped", "init", "other", null)));

        assertThat(difference.reason()).isEqualTo(ProofReason.SOURCE_MISMATCH);
        assertThat(difference.text())
                .startsWith(
                        "source_mismatch: publisher-b against publisher-a, window 101 (1970-01-01T00:01:41.101Z, before byte 18988 of its input): ")
                .contains(Reports.hash("flipped101").toString());
    }

    @Test
    void unequal_init_and_media_are_reasons_of_their_own() {
        assertThat(only(Reports.with(B, Reports.window(101, "source", "swapped", "media", null)))
                        .reason())
                .isEqualTo(ProofReason.INIT_MISMATCH);
        assertThat(only(Reports.with(B, Reports.window(101, "source", "init", "other", null))))
                .satisfies(difference -> assertThat(difference.reason()).isEqualTo(ProofReason.MEDIA_MISMATCH))
                .satisfies(difference -> assertThat(difference.text()).contains("window 101", "720p", "fragment 0"));
    }

    @Test
    void a_missing_window_is_a_reason_wherever_it_lies() {
        ProofComparison comparison = ProofComparison.of(
                List.of(Reports.report("publisher-a", 100, 102), Reports.report("publisher-b", 101, 102)), false);

        assertThat(comparison.ok()).isFalse();
        assertThat(comparison.differences())
                .extracting(ProofDifference::reason)
                .containsExactly(ProofReason.MISSING_WINDOW, ProofReason.MISSING_WINDOW);
        assertThat(comparison.differences())
                .extracting(each -> each.publisher().value())
                .containsExactly("publisher-b", "publisher-a");
        assertThat(comparison.equalWindows()).isEqualTo(1);
    }

    @Test
    void the_edges_may_be_left_out_but_not_the_middle() {
        ProofReport late = Reports.report("publisher-b", 101, 102, 104);
        ProofReport early = Reports.report("publisher-a", 100, 101, 102, 103, 104);
        ProofComparison comparison = ProofComparison.of(List.of(early, late), true);

        assertThat(comparison.edgeWindows()).containsExactly(new ChunkIndex(100));
        assertThat(comparison.differences())
                .singleElement()
                .satisfies(each -> assertThat(each.chunkIndex()).isEqualTo(new ChunkIndex(103)));
    }

    @Test
    void publishers_that_never_met_prove_nothing() {
        assertThat(ProofComparison.of(List.of(Reports.report("a", 1, 2), Reports.report("b", 5, 6)), true)
                        .ok())
                .isFalse();
    }

    @Test
    void an_empty_window_proves_nothing_even_if_both_have_it() {
        ProofWindow failed = Reports.window(101, "source", "init", "media", "ffmpeg: out of memory");
        ProofComparison comparison =
                ProofComparison.of(List.of(Reports.with(A, failed), Reports.with(B, failed)), false);

        assertThat(comparison.ok()).isFalse();
        assertThat(comparison.differences()).hasSize(2).allSatisfy(each -> {
            assertThat(each.reason()).isEqualTo(ProofReason.EMPTY_WINDOW);
            assertThat(each.text()).contains("window 101", "out of memory");
        });
    }

    @Test
    void other_cadences_are_refused_without_comparing_windows() {
        ProofComparison comparison =
                ProofComparison.of(List.of(A, Reports.report("publisher-b", 2002, "profile", B.windows())), false);

        assertThat(comparison.differences())
                .singleElement()
                .satisfies(each -> assertThat(each.text())
                        .isEqualTo("other_cadence: publisher-b against publisher-a: 2002 ms, 1001 ms; cause phase:"
                                + " windows of different length start at different moments"));
        assertThat(comparison.comparedWindows()).isZero();
    }

    @Test
    void another_profile_is_a_reason_even_if_the_bytes_are_equal() {
        ProofComparison comparison =
                ProofComparison.of(List.of(A, Reports.report("publisher-b", 1001, "other", B.windows())), false);

        assertThat(comparison.ok()).isFalse();
        assertThat(comparison.differences())
                .extracting(ProofDifference::reason)
                .containsExactly(ProofReason.OTHER_PROFILE);
        assertThat(comparison.equalWindows()).isEqualTo(3);
    }

    @Test
    void no_windows_at_all_prove_nothing() {
        assertThat(ProofComparison.of(List.of(Reports.report("a"), Reports.report("b")), false)
                        .differences())
                .extracting(ProofDifference::reason)
                .containsExactly(ProofReason.NO_WINDOWS, ProofReason.NO_WINDOWS);
    }

    @Test
    void a_window_received_with_errors_blames_reception_and_one_received_whole_the_source() {
        ProofWindow whole = Reports.window(101, "flipped", "init", "other", null);

        assertThat(only(Reports.with(B, whole)).cause()).isEqualTo(ProofCause.SOURCE);
        ProofDifference damaged = only(Reports.with(B, Reports.damaged(whole, new WindowQuality(2, 0, 0, 40))));
        assertThat(damaged.cause()).isEqualTo(ProofCause.RECEPTION);
        assertThat(damaged.evidence())
                .isEqualTo(
                        "2 continuity errors, 0 transport errors, 0 scrambled packets, 40 ms missing against received"
                                + " whole");
        assertThat(damaged.sides())
                .extracting(side -> side.publisher().value())
                .containsExactly("publisher-b", "publisher-a");
    }

    @Test
    void one_input_under_two_numbers_is_a_phase_error() {
        ProofReport shifted = Reports.report(
                "publisher-b",
                1001,
                "profile",
                List.of(
                        Reports.renumbered(Reports.sound(100), 116),
                        Reports.renumbered(Reports.sound(101), 117),
                        Reports.renumbered(Reports.sound(102), 118)));
        ProofComparison comparison = ProofComparison.of(List.of(A, shifted), false);

        assertThat(comparison.causes()).containsOnlyKeys(ProofCause.PHASE);
        assertThat(comparison.differences().getFirst().evidence())
                .isEqualTo("one input is window 116 here and window 100 there");
    }

    @Test
    void unequal_bytes_of_equal_input_blame_the_build_if_it_differs_and_else_the_encoder() {
        ProofWindow other = Reports.window(101, "source", "init", "other", null);
        assertThat(only(Reports.with(B, other)).cause()).isEqualTo(ProofCause.ENCODER_BYTES);
        ProofReport build = Reports.report(
                "publisher-b", 1001, "other", Reports.with(B, other).windows());

        assertThat(ProofComparison.of(List.of(A, build), false).causes())
                .isEqualTo(Map.of(ProofCause.ENCODER_BUILD, 2));
    }

    @Test
    void a_window_that_one_failed_to_encode_blames_that_encoder_alone() {
        ProofWindow failed = Reports.window(101, "source", "init", "media", "ffmpeg: out of memory");

        assertThat(ProofComparison.of(List.of(Reports.with(A, failed), B), false)
                        .differences())
                .singleElement()
                .satisfies(each -> assertThat(each.cause()).isEqualTo(ProofCause.ENCODER_FAILURE))
                .satisfies(each -> assertThat(each.publisher()).isEqualTo(A.publisher()));
    }

    @Test
    void a_window_that_was_dropped_says_why() {
        ProofReport lacking = Reports.dropping(Reports.report("publisher-b", 100, 102), 101, "video is missing");

        assertThat(ProofComparison.of(List.of(A, lacking), false).differences())
                .singleElement()
                .satisfies(each -> assertThat(each.cause()).isEqualTo(ProofCause.RECEPTION))
                .satisfies(each -> assertThat(each.evidence()).isEqualTo("it dropped the window: video is missing"));
    }

    @Test
    void a_comparison_survives_json() throws Exception {
        ProofComparison comparison = ProofComparison.of(List.of(A, Reports.report("publisher-b", 100, 102)), false);

        assertThat(Json.mapper().readValue(Json.pretty(comparison), ProofComparison.class))
                .isEqualTo(comparison);
        assertThat(Json.pretty(comparison)).contains("\"cause\" : \"reception\"", "\"causes\" : {");
    }

    @Test
    void one_publisher_is_no_proof_and_the_same_one_twice_neither() {
        assertThatThrownBy(() -> ProofComparison.of(List.of(A), false))
                .hasMessage("a comparison needs at least two publishers: 1");
        assertThatThrownBy(() -> ProofComparison.of(List.of(A, A), false))
                .hasMessage("publisher \"publisher-a\" is given twice");
        assertThatThrownBy(() -> ProofComparison.of(List.of(A, Reports.report("b", 7, 7)), false))
                .hasMessage("publisher \"b\" reports window 7 twice");
    }

    @Test
    void two_different_days_are_counted_in_full_and_listed_in_part() {
        long[] day = LongStream.range(0, 3000).toArray();
        ProofReport other = Reports.report(
                "b",
                1001,
                "profile",
                LongStream.of(day)
                        .mapToObj(index -> Reports.window(index, "x", "x", "x", null))
                        .toList());
        ProofComparison comparison = ProofComparison.of(List.of(Reports.report("a", day), other), false);

        assertThat(comparison.differingTotal()).isEqualTo(3000);
        assertThat(comparison.differences()).hasSize(ProofComparison.LISTED);
    }

    @Test
    void a_report_survives_json() throws Exception {
        ProofReport report = Reports.with(A, Reports.window(101, "source", "init", "media", "ffmpeg: broken"));

        assertThat(Json.mapper().readValue(Json.pretty(report), ProofReport.class))
                .isEqualTo(report);
        assertThat(Json.pretty(report)).contains("\"chunk_index\" : 100").contains("\"publisher\" : \"publisher-a\"");
    }

    private static ProofDifference only(ProofReport b) {
        ProofComparison comparison = ProofComparison.of(List.of(A, b), false);
        assertThat(comparison.ok()).isFalse();
        assertThat(comparison.equalWindows()).isEqualTo(2);
        assertThat(comparison.differences()).hasSize(1);
        return comparison.differences().getFirst();
    }
}

package channel.every.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.MediaTiming;
import channel.every.archive.ReceptionQuality;
import channel.every.archive.Records;
import channel.every.identity.GroupSequence;
import channel.every.identity.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConvergenceProofTest {
    static final Label A = new Label("a");
    static final Label B = new Label("b");
    static final Label C = new Label("c");
    static final String NOT_YET_IDENTIFIED =
            "ec/stream/v1/source/hdhr/device-10ABCDEF/channel-13.1/profile-proof/variant-720p";

    @Test
    void equal_bytes_from_two_nodes_for_every_sequence_are_proof() {
        ConvergenceReport report = strict(Copy.of("a", 1), Copy.of("a", 2), Copy.of("b", 1), Copy.of("b", 2));
        assertThat(report.ok()).isTrue();
        assertThat(report.status()).isEqualTo("proven");
        assertThat(report.reasons()).isEmpty();
        GroupReport group = only(report);
        assertThat(group.observedSequences()).isEqualTo(2);
        assertThat(group.duplicateSequences()).isEqualTo(2);
        assertThat(group.duplicateSourceRecords()).isEqualTo(2);
        assertThat(group.samples()).isEmpty();
    }

    @Test
    void gaps_between_sequences_are_normal_and_slots_are_sequences() {
        ConvergenceReport report = strict(
                Copy.of("a", 1),
                Copy.of("b", 1),
                Copy.of("a", 900),
                Copy.of("b", 900),
                Copy.of("a", 900).slot(1).bytes("x"),
                Copy.of("b", 900).slot(1).bytes("x"));
        assertThat(report.ok()).isTrue();
        assertThat(only(report).observedSequences()).isEqualTo(3);
    }

    @Test
    void two_copies_of_one_node_are_no_proof() {
        ConvergenceProof proof = new ConvergenceProof(new ProofSpan.Strict(), 16, List.of(A, B));
        proof.add(A, Copy.of("a", 1).record());
        proof.add(B, Copy.of("a", 1).record());
        ConvergenceReport report = proof.report();
        assertThat(report.ok()).isFalse();
        assertThat(report.reasons())
                .contains("records of two distinct source_node are needed, and there are those of a only");
        assertThat(only(report).duplicateSequences()).isZero();
        assertThat(only(report).missingHashes()).isEqualTo(1);
        assertThat(verdicts(proof)).containsExactly(new SequenceVerdict.Missing(new TreeSet<>()));
    }

    @Test
    void nothing_is_no_proof() {
        ConvergenceReport report = strict();
        assertThat(report.ok()).isFalse();
        assertThat(report.reasons())
                .containsExactly(
                        "source a has no records",
                        "source b has no records",
                        "records of two distinct source_node are needed, and there are none",
                        "no sequence was observed");
    }

    @Test
    void a_single_source_is_no_proof_even_of_records_from_two_nodes() {
        ConvergenceProof proof = new ConvergenceProof(new ProofSpan.Strict(), 16, List.of(A));
        proof.add(A, Copy.of("a", 1).record());
        proof.add(A, Copy.of("b", 1).record());
        assertThat(proof.report().reasons()).containsExactly("fewer than two sources are named");
    }

    @Test
    void a_named_source_without_records_blocks_a_proof_by_others() {
        ConvergenceProof proof = new ConvergenceProof(new ProofSpan.Strict(), 16, List.of(A, B, C));
        proof.add(A, Copy.of("a", 1).record());
        proof.add(B, Copy.of("b", 1).record());
        assertThat(proof.report().reasons()).containsExactly("source c has no records");
        assertThat(only(proof.report()).duplicateSequences()).isEqualTo(1);
    }

    @Test
    void a_sequence_that_one_source_lacks_is_missing() {
        ConvergenceProof proof = proof(new ProofSpan.Strict(), Copy.of("a", 1), Copy.of("b", 1), Copy.of("a", 2));
        assertThat(verdicts(proof))
                .containsExactly(
                        new SequenceVerdict.Duplicate(), new SequenceVerdict.Missing(new TreeSet<>(List.of("b"))));
        GroupReport group = only(proof.report());
        assertThat(group.missingHashes()).isEqualTo(1);
        assertThat(group.duplicateSequences()).isEqualTo(1);
        assertThat(group.samples()).singleElement().satisfies(sample -> {
            assertThat(sample.groupSequence()).isEqualTo(8192);
            assertThat(sample.verdict()).isEqualTo("missing");
            assertThat(sample.finding()).isEqualTo("missing at b");
            assertThat(sample.cause()).isNull();
        });
        assertThat(proof.report().reasons()).containsExactly("la-kcop/720p/publisher.m4s: 1 hashes are missing");
    }

    @Test
    void a_third_source_that_lacks_a_sequence_does_not_undo_that_two_agree_but_blocks_the_proof() {
        ConvergenceProof proof = proof(
                new ProofSpan.Strict(),
                Copy.of("a", 1),
                Copy.of("b", 1),
                Copy.of("c", 1),
                Copy.of("a", 2),
                Copy.of("b", 2));
        GroupReport group = only(proof.report());
        assertThat(group.duplicateSequences()).isEqualTo(2);
        assertThat(group.duplicateSourceRecords()).isEqualTo(3);
        assertThat(group.missingHashes()).isEqualTo(1);
        assertThat(proof.report().ok()).isFalse();
        assertThat(verdicts(proof).getLast()).isEqualTo(new SequenceVerdict.Missing(new TreeSet<>(List.of("c"))));
    }

    @Test
    void a_record_without_its_object_is_a_missing_hash() {
        ConvergenceProof proof =
                proof(new ProofSpan.Strict(), Copy.of("a", 1), Copy.of("b", 1).bytes(null));
        assertThat(verdicts(proof)).containsExactly(new SequenceVerdict.MissingHash(new TreeSet<>(List.of("b"))));
        assertThat(only(proof.report()).missingHashes()).isEqualTo(1);
        assertThat(proof.report().ok()).isFalse();
    }

    @Test
    void a_record_without_source_node_corroborates_nobody() {
        ConvergenceProof proof = proof(
                new ProofSpan.Strict(),
                Copy.of("a", 1),
                Copy.of("b", 1),
                Copy.of("c", 1).anonymous());
        assertThat(verdicts(proof)).containsExactly(new SequenceVerdict.Unidentified());
        GroupReport group = only(proof.report());
        assertThat(group.missingSourceIdentity()).isEqualTo(1);
        assertThat(proof.report().reasons())
                .containsExactly("la-kcop/720p/publisher.m4s: 1 records have no source_node");
    }

    @Test
    void two_sources_without_identity_are_no_proof() {
        ConvergenceProof proof = new ConvergenceProof(new ProofSpan.Strict(), 16, List.of(A, B));
        proof.add(A, Copy.of("a", 1).anonymous().record());
        proof.add(B, Copy.of("b", 1).anonymous().record());
        assertThat(proof.report().ok()).isFalse();
        assertThat(only(proof.report()).missingSourceIdentity()).isEqualTo(2);
        assertThat(only(proof.report()).duplicateSequences()).isZero();
    }

    @Test
    void different_bytes_of_an_unidentified_record_are_divergent_all_the_same() {
        ConvergenceProof proof = proof(
                new ProofSpan.Strict(),
                Copy.of("a", 1),
                Copy.of("b", 1).anonymous().bytes("other"));
        assertThat(verdicts(proof)).containsExactly(new SequenceVerdict.Divergent(DivergenceCause.ENCODER_BYTES));
    }

    @Test
    void one_source_with_two_objects_for_a_sequence_is_self_divergent() {
        ConvergenceProof proof = proof(
                new ProofSpan.Strict(),
                Copy.of("a", 1),
                Copy.of("a", 1).bytes("again").input("again"),
                Copy.of("b", 1));
        assertThat(verdicts(proof)).containsExactly(new SequenceVerdict.SelfDivergent("a", DivergenceCause.SOURCE));
        GroupReport group = only(proof.report());
        assertThat(group.sourceLocalDivergentSequences()).isEqualTo(1);
        assertThat(group.divergentSequences()).isEqualTo(1);
        assertThat(group.duplicateSequences()).isZero();
        assertThat(group.samples().getFirst().finding()).isEqualTo("two different objects of a, cause source");
    }

    @Test
    void a_source_that_archived_the_same_object_twice_is_not_self_divergent() {
        ConvergenceReport report = strict(Copy.of("a", 1), Copy.of("a", 1), Copy.of("b", 1));
        assertThat(report.ok()).isTrue();
        assertThat(only(report).duplicateSourceRecords()).isEqualTo(1);
    }

    @Test
    void equal_bytes_on_different_moments_conflict() {
        MediaTiming late = new MediaTiming(1, 30_030, 90_000, 90_090);
        ConvergenceProof proof =
                proof(new ProofSpan.Strict(), Copy.of("a", 1), Copy.of("b", 1).media(late));
        assertThat(verdicts(proof)).containsExactly(new SequenceVerdict.MediaSequenceConflict());
        GroupReport group = only(proof.report());
        assertThat(group.mediaSequenceConflicts()).isEqualTo(1);
        assertThat(group.duplicateSequences()).isZero();
        assertThat(proof.report().ok()).isFalse();
    }

    @Test
    void missing_timing_is_counted_and_does_not_block() {
        ConvergenceReport report = strict(
                Copy.of("a", 1), Copy.of("b", 1).media(null), Copy.init("a", 1).media(null), Copy.init("b", 1));
        assertThat(report.ok()).isTrue();
        assertThat(only(report).mediaTimingMissing()).isEqualTo(1);
    }

    @Test
    void an_init_segment_must_be_equal_too() {
        ConvergenceProof proof = proof(
                new ProofSpan.Strict(),
                Copy.init("a", 1),
                Copy.of("a", 1),
                Copy.init("b", 1).bytes("other init"),
                Copy.of("b", 1));
        assertThat(verdicts(proof)).containsExactly(new SequenceVerdict.Divergent(DivergenceCause.ENCODER_BYTES));
    }

    @Test
    void an_init_segment_that_one_of_its_writers_lacks_is_missing() {
        ConvergenceProof proof = proof(
                new ProofSpan.Strict(),
                Copy.init("a", 1),
                Copy.of("a", 1),
                Copy.init("b", 1),
                Copy.of("b", 1),
                Copy.init("a", 2),
                Copy.of("a", 2),
                Copy.of("b", 2));
        assertThat(verdicts(proof).getLast()).isEqualTo(new SequenceVerdict.Missing(new TreeSet<>(List.of("b"))));
        assertThat(only(proof.report()).duplicateSequences()).isEqualTo(1);
    }

    @Test
    void a_source_without_init_segments_at_all_is_judged_by_its_media() {
        ConvergenceReport report = strict(Copy.init("a", 1), Copy.of("a", 1), Copy.of("b", 1));
        assertThat(report.ok()).isTrue();
        assertThat(only(report).duplicateSequences()).isEqualTo(1);
    }

    @Test
    void a_window_without_media_is_missing_however_equal_its_init_segments() {
        ConvergenceProof proof = proof(new ProofSpan.Strict(), Copy.init("a", 1), Copy.init("b", 1));
        assertThat(verdicts(proof)).containsExactly(new SequenceVerdict.Missing(new TreeSet<>(List.of("a", "b"))));
    }

    @Test
    void different_input_after_reception_errors_is_the_cause_reception() {
        assertThat(cause(Copy.of("b", 1).bytes("x").input("x").damaged())).isEqualTo(DivergenceCause.RECEPTION);
        ReceptionQuality uncertain = new ReceptionQuality(0, 0, 0, "reception", Map.of());
        assertThat(cause(Copy.of("b", 1).bytes("x").input("x").quality(uncertain)))
                .as("what was lost at the edge of a window, where nothing counts it")
                .isEqualTo(DivergenceCause.RECEPTION);
    }

    @Test
    void reception_errors_do_not_explain_what_came_from_equal_input() {
        assertThat(cause(Copy.of("b", 1).bytes("x").damaged())).isEqualTo(DivergenceCause.ENCODER_BYTES);
    }

    @Test
    void different_input_that_was_received_whole_is_the_cause_source() {
        assertThat(cause(Copy.of("b", 1).bytes("x").input("x"))).isEqualTo(DivergenceCause.SOURCE);
        assertThat(cause(Copy.of("b", 1).bytes("x").input("x").quality(null))).isEqualTo(DivergenceCause.SOURCE);
    }

    @Test
    void different_timing_is_the_cause_phase() {
        MediaTiming late = new MediaTiming(1, 30_030, 90_000, 90_090);
        assertThat(cause(Copy.of("b", 1).bytes("x").media(late))).isEqualTo(DivergenceCause.PHASE);
        assertThat(cause(Copy.of("b", 1).bytes("x").input("x").media(late))).isEqualTo(DivergenceCause.PHASE);
        assertThat(cause(Copy.of("b", 1).bytes("x").input(null).media(late))).isEqualTo(DivergenceCause.PHASE);
        assertThat(cause(Copy.of("b", 1).bytes("x").input("x").damaged().media(late)))
                .isEqualTo(DivergenceCause.RECEPTION);
    }

    @Test
    void a_different_length_alone_is_not_another_phase() {
        MediaTiming longer = new MediaTiming(1, 90_090, 90_000, 91_000);
        assertThat(cause(Copy.of("b", 1).bytes("x").media(longer))).isEqualTo(DivergenceCause.ENCODER_BYTES);
    }

    @Test
    void equal_input_and_another_profile_is_the_cause_encoder_build() {
        assertThat(cause(Copy.of("b", 1).bytes("x").profile("x"))).isEqualTo(DivergenceCause.ENCODER_BUILD);
    }

    @Test
    void equal_input_and_equal_profile_is_the_cause_encoder_bytes() {
        assertThat(cause(Copy.of("b", 1).bytes("x"))).isEqualTo(DivergenceCause.ENCODER_BYTES);
    }

    @Test
    void what_is_not_recorded_is_an_unknown_cause() {
        assertThat(cause(Copy.of("b", 1).bytes("x").input(null))).isEqualTo(DivergenceCause.UNKNOWN);
        assertThat(cause(Copy.of("b", 1).bytes("x").profile(null))).isEqualTo(DivergenceCause.UNKNOWN);
    }

    @Test
    void of_several_causes_the_most_alarming_is_told() {
        ConvergenceProof proof = proof(
                new ProofSpan.Strict(),
                Copy.of("a", 1),
                Copy.of("b", 1).bytes("x"),
                Copy.of("c", 1).bytes("y").input("y").damaged());
        assertThat(verdicts(proof)).containsExactly(new SequenceVerdict.Divergent(DivergenceCause.ENCODER_BYTES));
    }

    @Test
    void causes_are_counted_and_told() {
        ConvergenceReport report = strict(
                Copy.of("a", 1), Copy.of("b", 1).bytes("x"),
                Copy.of("a", 2), Copy.of("b", 2).bytes("x").profile("x"),
                Copy.of("a", 3), Copy.of("b", 3).bytes("x").input("x").damaged(),
                Copy.of("a", 4), Copy.of("b", 4).bytes("x").input("x"),
                Copy.of("a", 5), Copy.of("b", 5).bytes("x").input(null));
        assertThat(only(report).causes()).isEqualTo(new CauseCounts(1, 0, 2, 2, 1, 1, 1));
        assertThat(only(report).divergentSequences()).isEqualTo(5);
        assertThat(report.reasons())
                .containsExactly("la-kcop/720p/publisher.m4s: 5 sequences have different bytes"
                        + " (unknown 1, reception 1, source 1, encoder_build 1, encoder_bytes 1)");
    }

    @Test
    void strict_holds_every_sequence_against_every_source() {
        assertThat(texts(proof(new ProofSpan.Strict(), staggered())))
                .containsExactly("missing", "same", "same", "missing");
        assertThat(only(proof(new ProofSpan.Strict(), staggered()).report()).edgeSequences())
                .isNull();
    }

    @Test
    void overlap_leaves_out_what_lies_before_the_first_or_after_the_last_record_of_a_source() {
        ConvergenceProof proof = proof(new ProofSpan.Overlap(), staggered());
        assertThat(texts(proof)).containsExactly("edge", "same", "same", "edge");
        assertThat(proof.report().ok()).isTrue();
        assertThat(only(proof.report()).edgeSequences()).isEqualTo(2);
        assertThat(only(proof.report()).observedSequences()).isEqualTo(2);
        assertThat(only(proof.report()).pendingSequences()).isNull();
    }

    @Test
    void overlap_does_not_excuse_a_gap() {
        ConvergenceProof proof = proof(
                new ProofSpan.Overlap(),
                Copy.of("a", 1),
                Copy.of("b", 1),
                Copy.of("a", 2),
                Copy.of("a", 3),
                Copy.of("b", 3));
        assertThat(texts(proof)).containsExactly("same", "missing", "same");
    }

    @Test
    void sources_that_never_overlap_prove_nothing() {
        ConvergenceReport report =
                proof(new ProofSpan.Overlap(), Copy.of("a", 1), Copy.of("b", 2)).report();
        assertThat(report.ok()).isFalse();
        assertThat(report.reasons()).containsExactly("la-kcop/720p/publisher.m4s: no sequence to compare");
    }

    @Test
    void a_third_source_that_covers_less_is_excused_where_two_others_still_agree() {
        ConvergenceProof proof = proof(
                new ProofSpan.Overlap(),
                Copy.of("a", 1),
                Copy.of("b", 1),
                Copy.of("a", 2),
                Copy.of("b", 2),
                Copy.of("c", 2),
                Copy.of("c", 3));
        assertThat(texts(proof)).containsExactly("same", "same", "edge");
        assertThat(proof.report().ok()).isTrue();
    }

    @Test
    void a_rendition_that_one_source_does_not_make_blocks_the_proof() {
        ConvergenceReport report = strict(
                Copy.of("a", 1),
                Copy.of("b", 1),
                Copy.of("c", 1),
                Copy.of("a", 1).rendition("audio"),
                Copy.of("b", 1).rendition("audio"));
        assertThat(report.groups()).hasSize(2);
        assertThat(report.reasons()).containsExactly("la-kcop/audio/publisher.m4s: nothing from c");
    }

    @Test
    void different_stream_ids_of_one_channel_are_compared_all_the_same() {
        ConvergenceReport report = strict(Copy.of("a", 1), Copy.of("b", 1).stream(NOT_YET_IDENTIFIED));
        assertThat(report.ok()).isTrue();
        assertThat(only(report).streamId()).isEqualTo(Records.STREAM_ID);
        assertThat(only(report).streamIds()).containsExactly(Records.STREAM_ID, NOT_YET_IDENTIFIED);
    }

    @Test
    void different_stream_ids_are_told_where_a_proof_fails() {
        ConvergenceReport report = strict(
                Copy.of("a", 1), Copy.of("b", 1).stream(NOT_YET_IDENTIFIED).bytes("x"));
        assertThat(report.reasons())
                .endsWith("la-kcop/720p/publisher.m4s: records name different streams: " + Records.STREAM_ID + ", "
                        + NOT_YET_IDENTIFIED);
    }

    @Test
    void one_stream_archived_under_two_names_is_told() {
        ConvergenceReport report = strict(Copy.of("a", 1), Copy.of("b", 1).broadcast("kcop"));
        assertThat(report.ok()).isFalse();
        assertThat(report.reasons())
                .contains("one stream is archived under several names: " + Records.STREAM_ID + " as kcop, la-kcop");
    }

    @Test
    void unsynced_records_are_told_where_a_proof_fails() {
        ConvergenceReport report = strict(Copy.of("a", 1), Copy.of("b", 2).unsynced());
        assertThat(report.reasons()).endsWith("source b has 1 unsynced records, numbered by its wall clock");
        assertThat(report.sources().getLast().unsyncedRecords()).isEqualTo(1);
    }

    @Test
    void samples_are_the_newest_and_divergent_ones_are_not_crowded_out() {
        List<Copy> copies =
                new ArrayList<>(List.of(Copy.of("a", 1), Copy.of("b", 1).bytes("x")));
        for (long chunk = 2; chunk < 100; chunk++) {
            copies.add(Copy.of("a", chunk));
        }
        ConvergenceProof proof = new ConvergenceProof(new ProofSpan.Strict(), 4, List.of(A, B));
        copies.forEach(each -> proof.add(new Label(String.valueOf(each.node)), each.record()));
        assertThat(only(proof.report()).samples())
                .extracting(sample -> new GroupSequence(sample.groupSequence()).chunkIndex())
                .containsExactly(1L, 97L, 98L, 99L);
    }

    @Test
    void samples_can_be_left_out() {
        ConvergenceProof proof = new ConvergenceProof(new ProofSpan.Strict(), 0, List.of(A, B));
        proof.add(A, Copy.of("a", 1).record());
        proof.add(B, Copy.of("b", 1).bytes("x").record());
        assertThat(only(proof.report()).samples()).isEmpty();
        assertThatThrownBy(() -> new ConvergenceProof(new ProofSpan.Strict(), -1, List.of(A, B)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_source_that_is_not_part_of_the_proof_is_refused() {
        ConvergenceProof proof = new ConvergenceProof(new ProofSpan.Strict(), 16, List.of(A, B));
        assertThatThrownBy(() -> proof.add(C, Copy.of("c", 1).record()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no such source in this proof: c");
    }

    @Test
    void a_proof_goes_on_with_records_added_after_a_report() {
        ConvergenceProof proof = proof(new ProofSpan.Strict(), Copy.of("a", 1));
        assertThat(proof.report().ok()).isFalse();
        proof.add(B, Copy.of("b", 1).record());
        assertThat(proof.report().ok()).isTrue();
    }

    static ConvergenceProof proof(ProofSpan span, Copy... copies) {
        TreeSet<String> names = new TreeSet<>(List.of("a", "b"));
        for (Copy each : copies) {
            if (each.node != null) {
                names.add(each.node);
            }
        }
        ConvergenceProof proof =
                new ConvergenceProof(span, 16, names.stream().map(Label::new).toList());
        for (Copy each : copies) {
            proof.add(each.node == null ? B : new Label(each.node), each.record());
        }
        return proof;
    }

    static List<String> texts(ConvergenceProof proof) {
        return verdicts(proof).stream().map(SequenceVerdict::text).toList();
    }

    static GroupReport only(ConvergenceReport report) {
        assertThat(report.groups()).hasSize(1);
        return report.groups().getFirst();
    }

    private static ConvergenceReport strict(Copy... copies) {
        return proof(new ProofSpan.Strict(), copies).report();
    }

    private static List<SequenceVerdict> verdicts(ConvergenceProof proof) {
        return proof.sequences().getFirst().sequences().stream()
                .map(SequenceResult::verdict)
                .toList();
    }

    private static DivergenceCause cause(Copy other) {
        SequenceVerdict verdict =
                verdicts(proof(new ProofSpan.Strict(), Copy.of("a", 1), other)).getFirst();
        return verdict.divergenceCause().orElseThrow();
    }

    private static Copy[] staggered() {
        return new Copy[] {
            Copy.of("a", 1), Copy.of("a", 2), Copy.of("a", 3), Copy.of("b", 2), Copy.of("b", 3), Copy.of("b", 4)
        };
    }
}

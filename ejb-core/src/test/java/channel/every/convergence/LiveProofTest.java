package channel.every.convergence;

import static channel.every.convergence.ConvergenceProofTest.only;
import static channel.every.convergence.ConvergenceProofTest.proof;
import static channel.every.convergence.ConvergenceProofTest.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.convergence.ProofSpan.Live;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chunks come a second apart here: chunk 100 is received at second 100. */
class LiveProofTest {
    private static final Duration SPAN = Duration.ofSeconds(20);
    private static final Duration SETTLE = Duration.ofSeconds(5);

    @Test
    void running_publishers_are_proven_but_for_the_youngest_sequences() {
        ConvergenceProof proof = live(100, run("a", 0, 100), run("b", 0, 100));
        assertThat(texts(proof))
                .hasSize(21)
                .startsWith("same")
                .endsWith("same", "pending", "pending", "pending", "pending", "pending");
        assertThat(proof.report().ok()).isTrue();
        GroupReport group = only(proof.report());
        assertThat(group.observedSequences()).isEqualTo(16);
        assertThat(group.pendingSequences()).isEqualTo(5);
        assertThat(group.edgeSequences()).isZero();
        assertThat(proof.report().sources())
                .allSatisfy(source -> assertThat(source.records()).isEqualTo(21));
    }

    @Test
    void a_publisher_that_starts_later_is_not_held_to_what_was_before() {
        ConvergenceProof proof = live(100, run("a", 0, 100), run("b", 90, 100));
        assertThat(texts(proof).subList(0, 16))
                .startsWith("edge")
                .endsWith("edge", "same", "same", "same", "same", "same", "same");
        assertThat(only(proof.report()).edgeSequences()).isEqualTo(10);
        assertThat(proof.report().ok()).isTrue();
    }

    @Test
    void a_publisher_that_stops_is_missing_from_then_on() {
        ConvergenceProof proof = live(100, run("a", 0, 100), run("b", 0, 92));
        assertThat(texts(proof)).containsSubsequence("same", "missing", "missing", "missing", "pending");
        assertThat(only(proof.report()).missingHashes()).isEqualTo(3);
        assertThat(proof.report().ok()).isFalse();
    }

    @Test
    void a_publisher_that_stopped_before_the_span_is_missing_throughout() {
        ConvergenceProof proof = live(100, run("a", 0, 100), run("b", 0, 70));
        assertThat(texts(proof).subList(0, 16)).containsOnly("missing");
        assertThat(proof.report().reasons()).contains("source b has no records");
    }

    @Test
    void a_publisher_that_was_away_for_a_while_misses_just_that() {
        ConvergenceProof proof = live(100, run("a", 0, 100), run("b", 0, 84), run("b", 87, 100));
        assertThat(texts(proof).subList(0, 16).stream().filter("missing"::equals))
                .hasSize(2);
    }

    @Test
    void a_copy_that_arrives_late_at_the_old_end_of_the_span_is_not_missing() {
        List<Copy> late = new ArrayList<>();
        for (Copy each : run("b", 0, 100)) {
            late.add(each.received(each.receivedUnixMs + 3_000));
        }
        ConvergenceProof proof = live(100, run("a", 0, 100), late);
        assertThat(texts(proof)).doesNotContain("missing", "edge");
        assertThat(proof.report().ok()).isTrue();
    }

    @Test
    void nothing_settled_yet_is_no_proof_and_says_so() {
        ConvergenceProof proof = live(100, run("a", 97, 100), run("b", 97, 100));
        assertThat(proof.report().ok()).isFalse();
        assertThat(proof.report().reasons())
                .containsExactly("la-kcop/720p/publisher.m4s: no sequence to compare, 4 pending");
    }

    @Test
    void a_group_that_ended_before_the_span_is_forgotten() {
        List<Copy> gone = new ArrayList<>();
        run("a", 60, 70).forEach(each -> gone.add(each.rendition("360p")));
        ConvergenceProof proof = live(100, run("a", 0, 100), run("b", 0, 100), gone);
        assertThat(proof.report().groups()).hasSize(1);
        assertThat(proof.report().ok()).isTrue();
    }

    @Test
    void a_span_reads_back_beyond_its_beginning() {
        Live live = Live.at(Instant.ofEpochSecond(10_000));
        assertThat(live.span()).isEqualTo(Duration.ofMinutes(10));
        assertThat(live.settle()).isEqualTo(Duration.ofSeconds(5));
        assertThat(live.readFromUnixMs()).isEqualTo((10_000 - 660) * 1000);
    }

    @Test
    void a_span_within_its_settle_is_refused() {
        assertThatThrownBy(() -> new Live(Instant.EPOCH, SETTLE, SETTLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must exceed");
    }

    @SafeVarargs
    private static ConvergenceProof live(long nowSecond, List<Copy>... runs) {
        List<Copy> all = new ArrayList<>();
        for (List<Copy> each : runs) {
            all.addAll(each);
        }
        return proof(new Live(Instant.ofEpochSecond(nowSecond), SPAN, SETTLE), all.toArray(Copy[]::new));
    }

    private static List<Copy> run(String node, long first, long last) {
        List<Copy> copies = new ArrayList<>();
        for (long chunk = first; chunk <= last; chunk++) {
            copies.add(Copy.of(node, chunk).received(chunk * 1000));
        }
        return copies;
    }
}

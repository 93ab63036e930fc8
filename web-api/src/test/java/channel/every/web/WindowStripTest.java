package channel.every.web;

import static channel.every.web.Records.FIRST;
import static channel.every.web.Records.VIDEO;
import static channel.every.web.Records.init;
import static channel.every.web.Records.media;
import static channel.every.web.Records.of;
import static org.assertj.core.api.Assertions.assertThat;

import channel.every.convergence.ConvergenceProof;
import channel.every.convergence.ProofSpan;
import channel.every.convergence.SequenceResult;
import channel.every.identity.Label;
import channel.every.identity.Rendition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;

class WindowStripTest {
    private static final Label A = new Label("a");
    private static final Label B = new Label("b");
    private static final Label BROADCAST = new Label("la-kcop");
    private static final Rendition AUDIO = Rendition.of("audio");

    /** When window {@code FIRST + 20} has just been archived. */
    private static final long NOW = receivedUnixMs(FIRST + 20) + 100;

    private final ConvergenceProof proof =
            new ConvergenceProof(ProofSpan.Live.at(Instant.ofEpochMilli(NOW)), 0, List.of(A, B));

    @Test
    void equal_windows_are_the_same_and_the_youngest_pending() {
        for (long index = FIRST; index <= FIRST + 20; index++) {
            archive(A, index, 7);
            archive(B, index, 7);
        }
        WindowStrip strip = strip(120);
        assertThat(strip.firstIndex()).isEqualTo(FIRST);
        assertThat(strip.lastIndex()).isEqualTo(FIRST + 20);
        assertThat(cells(strip).subList(0, 16))
                .extracting(WindowStrip.Cell::verdict)
                .containsOnly("same");
        assertThat(cells(strip).subList(16, 21))
                .extracting(WindowStrip.Cell::verdict)
                .containsOnly("pending");
    }

    @Test
    void different_bytes_are_divergent_with_their_cause() {
        archive(A, FIRST, 7);
        archive(B, FIRST, 8);
        archive(A, FIRST + 20, 7);
        archive(B, FIRST + 20, 7);
        assertThat(cells(strip(120)).getFirst()).isEqualTo(new WindowStrip.Cell(FIRST, "divergent", "unknown", null));
    }

    @Test
    void a_source_that_stopped_is_named_as_missing() {
        archive(A, FIRST, 7);
        archive(B, FIRST, 7);
        archive(A, FIRST + 1, 7);
        archive(A, FIRST + 20, 7);
        assertThat(cells(strip(120)).get(1)).isEqualTo(new WindowStrip.Cell(FIRST + 1, "missing", null, List.of(B)));
    }

    @Test
    void a_window_that_nobody_archived_keeps_its_cell() {
        archive(A, FIRST, 7);
        archive(A, FIRST + 2, 7);
        assertThat(cells(strip(120)).get(1)).isEqualTo(new WindowStrip.Cell(FIRST + 1, "none", null, null));
    }

    @Test
    void the_strip_goes_on_when_everybody_stopped() {
        archive(A, FIRST, 7);
        archive(B, FIRST, 7);
        assertThat(strip(120).lastIndex()).isEqualTo(FIRST + 20);
        assertThat(cells(strip(120)))
                .hasSize(21)
                .last()
                .extracting(WindowStrip.Cell::verdict)
                .isEqualTo("none");
    }

    @Test
    void the_newest_windows_are_shown() {
        for (long index = FIRST; index <= FIRST + 20; index++) {
            archive(A, index, 7);
        }
        assertThat(cells(strip(5)))
                .extracting(WindowStrip.Cell::index)
                .containsExactly(FIRST + 16, FIRST + 17, FIRST + 18, FIRST + 19, FIRST + 20);
    }

    @Test
    void a_rendition_without_a_window_has_its_row() {
        archive(A, FIRST, 7);
        assertThat(strip(120).renditions())
                .extracting(WindowStrip.Row::rendition)
                .containsExactly(VIDEO, AUDIO);
    }

    @Test
    void nothing_archived_is_rows_without_cells() {
        assertThat(strip(120).firstIndex()).isNull();
        assertThat(strip(120).renditions())
                .allSatisfy(row -> assertThat(row.windows()).isEmpty());
    }

    @Test
    void of_several_fragments_the_worst_verdict_is_the_windows() {
        for (Label source : List.of(A, B)) {
            archive(source, FIRST, 7);
            archive(source, FIRST + 20, 7);
        }
        proof.add(A, of("node-a", media(FIRST, 1, 8)));
        proof.add(B, of("node-b", media(FIRST, 1, 9)));
        assertThat(cells(strip(120)).getFirst().verdict()).isEqualTo("divergent");
    }

    @Test
    void a_window_in_detail_shows_the_records_of_each_source() {
        archive(A, FIRST, 7);
        archive(B, FIRST, 8);
        WindowDetail detail = WindowDetail.of(BROADCAST, List.of(A, B), judged(), 1001, FIRST);
        assertThat(detail.startUnixMs()).isEqualTo(FIRST * 1001);
        assertThat(detail.renditions().getFirst().copies())
                .extracting(copy -> copy.source() + " " + copy.sourceNode() + " " + copy.kind())
                .containsExactlyInAnyOrder("a node-a init", "a node-a media", "b node-b init", "b node-b media");
        assertThat(detail.renditions().getLast().verdict()).isEqualTo("none");
        assertThat(detail.renditions().getLast().missing()).containsExactly(A, B);
    }

    private void archive(Label source, long index, int hash) {
        proof.add(source, of("node-" + source, init(index, 1)));
        proof.add(source, of("node-" + source, media(index, hash)));
    }

    private WindowStrip strip(int windows) {
        return WindowStrip.of(BROADCAST, List.of(A, B), judged(), 1001, windows, NOW);
    }

    private Map<Rendition, NavigableMap<Long, SequenceResult>> judged() {
        return JudgedWindows.of(BROADCAST, List.of(VIDEO, AUDIO), proof.sequences());
    }

    private static List<WindowStrip.Cell> cells(WindowStrip strip) {
        return strip.renditions().getFirst().windows();
    }

    private static long receivedUnixMs(long index) {
        return media(index, 1).receivedUnixMs();
    }
}

package channel.every.mesh;

import static channel.every.mesh.Manifests.START;
import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchivedRunTest {
    @Test
    void a_run_ends_at_a_gap() {
        List<ArchiveRecord> records = new ArrayList<>(Manifests.archive("a", "s1", START, 5));
        records.addAll(Manifests.archive("a", "s1", START + 6, 3));
        assertThat(ArchivedRun.from(records, START, 100).orElseThrow().chunks()).hasSize(5);
        assertThat(ArchivedRun.newest(records, 100).orElseThrow().start()).isEqualTo(START + 6);
        assertThat(ArchivedRun.from(records, START + 5, 100)).isEmpty();
    }

    @Test
    void a_run_is_no_longer_than_asked_for() {
        List<ArchiveRecord> records = Manifests.archive("a", "s1", START, 9);
        assertThat(ArchivedRun.from(records, START, 4).orElseThrow().chunks()).hasSize(4);
        assertThat(ArchivedRun.newest(records, 4).orElseThrow().start()).isEqualTo(START + 5);
    }

    @Test
    void a_run_ends_where_the_session_or_an_init_segment_changes() {
        List<ArchiveRecord> restarted = new ArrayList<>(Manifests.archive("a", "s1", START, 3));
        restarted.addAll(Manifests.archive("a", "s2", START + 3, 3));
        assertThat(ArchivedRun.from(restarted, START, 100).orElseThrow().chunks())
                .hasSize(3);

        List<ArchiveRecord> changed = new ArrayList<>(Manifests.archive("a", "s1", START, 3));
        for (ArchiveRecord each : Manifests.archive("a", "s1", START + 3, 1)) {
            changed.add(
                    each.kind() == ObjectKind.INIT
                                    && each.rendition().toString().equals("720p")
                            ? Manifests.record("a", "s1", "720p", ObjectKind.INIT, START + 3, "another init")
                            : each);
        }
        assertThat(ArchivedRun.from(changed, START, 100).orElseThrow().chunks()).hasSize(3);
    }

    @Test
    void a_window_that_lacks_a_rendition_or_an_init_or_is_archived_twice_is_in_no_run() {
        List<ArchiveRecord> whole = Manifests.archive("a", "s1", START, 1);
        assertThat(ArchivedRun.from(whole, START, 1)).isPresent();
        for (ArchiveRecord each : whole) {
            List<ArchiveRecord> lacking = new ArrayList<>(whole);
            lacking.remove(each);
            assertThat(ArchivedRun.from(lacking, START, 1))
                    .as("without %s", each)
                    .isEmpty();
            List<ArchiveRecord> twice = new ArrayList<>(whole);
            twice.add(each);
            assertThat(ArchivedRun.from(twice, START, 1))
                    .as("with two of %s", each)
                    .isEmpty();
        }
    }

    @Test
    void equal_ranges_of_different_nodes_have_equal_roots_whatever_was_archived_around_them() {
        PublisherManifest early = ArchivedRun.from(Manifests.archive("a", "s1", START - 40, 80), START, 30)
                .orElseThrow()
                .manifest(null, List.of());
        PublisherManifest late = ArchivedRun.from(Manifests.archive("b", "s9", START, 30), START, 30)
                .orElseThrow()
                .manifest(null, List.of());
        assertThat(late.merkleRoot()).isEqualTo(early.merkleRoot());
    }
}

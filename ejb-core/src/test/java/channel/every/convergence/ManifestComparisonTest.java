package channel.every.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.archive.ArchiveRecord;
import channel.every.archive.Records;
import channel.every.archive.file.JsonLinesIndex;
import channel.every.identity.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestComparisonTest {
    @TempDir
    Path directory;

    @Test
    void two_manifest_roots_that_hold_equal_bytes_prove_each_other() throws IOException {
        write("a", Copy.of("node-1", 1), Copy.of("node-1", 2));
        write("b", Copy.of("node-2", 1), Copy.of("node-2", 2));
        ConvergenceReport report = compare(Optional.empty(), "a", "b");
        assertThat(report.ok()).isTrue();
        assertThat(report.groups().getFirst().duplicateSequences()).isEqualTo(2);
    }

    @Test
    void broken_lines_are_counted_and_torn_ones_too() throws IOException {
        write("a", Copy.of("node-1", 1));
        write("b", Copy.of("node-2", 1));
        Path file = directory.resolve("b/la-kcop/publisher.m4s.jsonl");
        Files.writeString(file, "nonsense\n{\"v\":", StandardOpenOption.APPEND);
        ConvergenceReport report = compare(Optional.empty(), "a", "b");
        assertThat(report.ok()).isTrue();
        assertThat(report.sources().getLast().invalidRecords()).isEqualTo(1);
        assertThat(report.sources().getLast().tornRecords()).isEqualTo(1);
    }

    @Test
    void all_broadcasts_are_compared_unless_one_is_asked_for() throws IOException {
        write("a", Copy.of("node-1", 1));
        write("b", Copy.of("node-2", 1));
        write("a", Copy.of("node-1", 1).broadcast("la-ktla"));
        assertThat(compare(Optional.empty(), "a", "b").groups()).hasSize(2);
        assertThat(compare(Optional.empty(), "a", "b").ok()).isFalse();
        assertThat(compare(Optional.of(Records.KCOP), "a", "b").groups()).hasSize(1);
        assertThat(compare(Optional.of(Records.KCOP), "a", "b").ok()).isTrue();
    }

    @Test
    void other_tracks_are_no_proof() throws IOException {
        write("a", Copy.of("node-1", 1));
        write("b", Copy.of("node-2", 1));
        List<ManifestRoot> roots = roots("a", "b");
        ConvergenceReport report = new ManifestComparison(
                        roots, new ProofSpan.Strict(), Optional.empty(), new Label("0.m4s"), 16, false)
                .report(Runnable::run);
        assertThat(report.ok()).isFalse();
        assertThat(report.groups()).isEmpty();
    }

    @Test
    void a_root_that_is_not_there_is_named() {
        assertThatThrownBy(() -> compare(Optional.empty(), "a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("source a is not a directory that can be read: " + directory.resolve("a"));
    }

    @Test
    void sources_are_names_and_paths() {
        assertThat(ManifestRoot.parse("a=/x/y=z")).isEqualTo(new ManifestRoot(new Label("a"), Path.of("/x/y=z")));
        assertThatThrownBy(() -> ManifestRoot.parse("/x/y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a source is NAME=PATH: \"/x/y\"");
        assertThatThrownBy(() -> ManifestRoot.parse("a=")).hasMessageContaining("NAME=PATH");
        assertThatThrownBy(() -> ManifestRoot.parse("a/b=/x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a label is");
        assertThatThrownBy(() -> ManifestRoot.parseAll(List.of("a=/x", "a=/y"))).hasMessage("two sources are named a");
        assertThatThrownBy(() -> ManifestRoot.parseAll(List.of("a=/x")))
                .hasMessage("a proof needs two sources NAME=PATH or more, not 1");
    }

    private ConvergenceReport compare(Optional<Label> broadcast, String... names) throws IOException {
        return new ManifestComparison(
                        roots(names), new ProofSpan.Strict(), broadcast, ArchiveRecord.PROOF_TRACK, 16, false)
                .report(Runnable::run);
    }

    private List<ManifestRoot> roots(String... names) {
        return List.of(names).stream()
                .map(name -> ManifestRoot.parse(name + "=" + directory.resolve(name)))
                .toList();
    }

    private void write(String root, Copy... copies) throws IOException {
        try (JsonLinesIndex index = new JsonLinesIndex(directory.resolve(root))) {
            for (Copy each : copies) {
                index.append(List.of(each.record()));
            }
        }
    }
}

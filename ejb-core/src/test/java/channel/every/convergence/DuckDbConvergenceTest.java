package channel.every.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.identity.Label;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dconvergence.records=5000000} makes the archives as large as an operator's. */
class DuckDbConvergenceTest {
    private static final long RECORDS = Long.getLong("convergence.records", 60_000);

    private static final int FAULT_EVERY = 10_000;

    @TempDir
    Path directory;

    @Test
    void two_archives_have_the_counts_that_sql_finds() throws Exception {
        compare(true, "ec-node-c3546fa5abc3", "ec-node-72cf1c3aa196");
    }

    @Test
    void two_archives_of_the_first_live_system_too() throws Exception {
        compare(false, "ec-node-c3546fa5abc3", "ec-node-72cf1c3aa196");
    }

    @Test
    void and_three() throws Exception {
        compare(true, "ec-node-c3546fa5abc3", "ec-node-72cf1c3aa196", "attic");
    }

    private void compare(boolean whole, String... nodes) throws Exception {
        List<ManifestRoot> roots = new ArrayList<>();
        for (String node : nodes) {
            Path root = directory.resolve(node);
            new SyntheticArchive(node, whole, FAULT_EVERY).append(root, 0, RECORDS / 2);
            roots.add(new ManifestRoot(new Label(node), root));
        }
        equal(whole, roots);
        for (String node : nodes) {
            new SyntheticArchive(node, whole, FAULT_EVERY).append(directory.resolve(node), RECORDS / 2, RECORDS);
        }
        equal(whole, roots);
    }

    private static void equal(boolean whole, List<ManifestRoot> roots) throws Exception {
        GroupReport group = report(roots).groups().getFirst();
        Path[] paths = roots.stream().map(ManifestRoot::path).toArray(Path[]::new);
        assertThat(DuckDb.counts(group))
                .isEqualTo(DuckDb.counts(paths))
                .allSatisfy((name, count) -> assertThat(count).as(name).isPositive());
        if (whole) {
            assertThat(group.causes().reception()).isPositive().isEqualTo(DuckDb.reception(paths));
        }
    }

    private static ConvergenceReport report(List<ManifestRoot> roots) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            return new ManifestComparison(
                            roots, new ProofSpan.Strict(), Optional.empty(), ArchiveRecord.PROOF_TRACK, 16, true)
                    .report(threads);
        }
    }
}

package channel.every.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ArchiveRecord;
import channel.every.identity.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Seconds to compare two archives of five million records each: from nothing, through sidecars after growth by a hundredth, and by
 * DuckDB's SQL over the same files; and the memory it took. The archives are made below {@code target/} at the first run and take 5 GB
 * (13 GB with {@code -Dconvergence.whole=true}). Not part of the build:
 * <pre>
 * ./mvnw -q -pl ejb-core -am test -Dtest=ConvergenceBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(
        value = 1,
        jvmArgs = {"--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Xmx1g"})
public class ConvergenceBenchmark {
    private static final List<String> NODES = List.of("ec-node-c3546fa5abc3", "ec-node-72cf1c3aa196");

    /** A fault every two hours at each of the two, or a window in 14,000. */
    private static final int FAULT_EVERY = 100_000;

    @Param("5000000")
    long records;

    @Param("false")
    boolean whole;

    private Path root = Path.of("");
    private long grownFrom;
    private ExecutorService threads = Executors.newSingleThreadExecutor();

    @Setup
    public void prepare() throws IOException {
        threads.close();
        threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        root = Path.of("target", "convergence-" + records + (whole ? "-whole" : ""));
        grownFrom = records - records / 100;
        if (!Files.exists(root.resolve("made"))) {
            for (String node : NODES) {
                Files.deleteIfExists(index(node));
                new SyntheticArchive(node, whole, FAULT_EVERY).append(root.resolve(node), 0, grownFrom);
            }
            compare(true);
            for (String node : NODES) {
                new SyntheticArchive(node, whole, FAULT_EVERY).append(root.resolve(node), grownFrom, records);
                Files.move(sidecar(node), kept(node), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(root.resolve("made"), "");
        }
    }

    /** Each invocation of {@link #grown} finds sidecars of the first 99 hundredths, the others none. */
    @Setup(Level.Invocation)
    public void restore() throws IOException {
        for (String node : NODES) {
            Files.copy(kept(node), sidecar(node), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @TearDown
    public void tell() throws IOException {
        threads.close();
        System.out.println(Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("peak memory unknown"));
    }

    @Benchmark
    public Map<String, Long> scratch() throws IOException {
        for (String node : NODES) {
            Files.delete(sidecar(node));
        }
        return DuckDb.counts(compare(false).groups().getFirst());
    }

    /** What a server does that looks again and again: a few rounds are over before it is compiled. */
    @Benchmark
    @Warmup(iterations = 30)
    @Measurement(iterations = 30)
    public Map<String, Long> grown() throws IOException {
        return DuckDb.counts(compare(true).groups().getFirst());
    }

    @Benchmark
    public Map<String, Long> duckdb() throws SQLException {
        return DuckDb.counts(NODES.stream().map(root::resolve).toArray(Path[]::new));
    }

    private ConvergenceReport compare(boolean keepOutlines) throws IOException {
        return new ManifestComparison(
                        NODES.stream()
                                .map(node -> new ManifestRoot(new Label(node), root.resolve(node)))
                                .toList(),
                        new ProofSpan.Strict(),
                        Optional.empty(),
                        ArchiveRecord.PROOF_TRACK,
                        16,
                        keepOutlines)
                .report(threads);
    }

    private Path index(String node) {
        return root.resolve(node).resolve(SyntheticArchive.INDEX);
    }

    private Path sidecar(String node) {
        return index(node).resolveSibling("publisher.m4s.outline");
    }

    private Path kept(String node) {
        return root.resolve(node + ".outline");
    }

    @Test
    void measure() throws Exception {
        Map<String, Double> millis = new Runner(new OptionsBuilder()
                        .include(ConvergenceBenchmark.class.getSimpleName())
                        .param("records", System.getProperty("convergence.records", "5000000"))
                        .param("whole", System.getProperty("convergence.whole", "false"))
                        .build())
                .run().stream()
                        .map(RunResult::getPrimaryResult)
                        .collect(Collectors.toMap(
                                Result::getLabel, each -> each.getStatistics().getPercentile(50)));
        double scratch = millis.getOrDefault("scratch", 0.0);
        double grown = millis.getOrDefault("grown", 0.0);
        double duckdb = millis.getOrDefault("duckdb", 0.0);
        System.out.printf(
                "medians: from scratch %.0f ms; grown by 1 %% %.1f ms, %.1f times faster; DuckDB %.0f ms, %.1f times slower%n",
                scratch, grown, scratch / grown, duckdb, duckdb / scratch);
        records = Long.getLong("convergence.records", 5_000_000);
        whole = Boolean.getBoolean("convergence.whole");
        prepare();
        restore();
        Map<String, Long> counted = duckdb();
        assertThat(grown()).isEqualTo(counted);
        assertThat(scratch()).isEqualTo(counted);
        threads.close();
        System.out.println("all three count " + counted);
    }
}

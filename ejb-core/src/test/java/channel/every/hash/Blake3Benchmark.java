package channel.every.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * BLAKE3 here beside Bouncy Castle's, in GB per CPU-second of the hashing thread, which a busy machine disturbs less than wall
 * time: the table at the end has the medians of the iterations. Not part of the build; from the top directory:
 * <pre>
 * ./mvnw -q -pl ejb-core -am test -Dtest=Blake3Benchmark -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 * {@link Blake3File} compares whole processes, with {@code b3sum} for the C implementation's speed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"--add-modules", "jdk.incubator.vector"})
public class Blake3Benchmark {
    @Param({"16384", "65536", "524288", "4194304"})
    public int bytes;

    private byte[] input = {};
    private final byte[] digest = new byte[32];
    private final Blake3Hasher hasher = Blake3.hasher();
    private final Blake3Digest bouncyCastle = new Blake3Digest();

    @Setup
    public void prepare() {
        input = new byte[bytes];
        new Random(bytes).nextBytes(input);
        if (!(Blake3.warmUp() instanceof HashPath.Vector)) {
            throw new IllegalStateException("this machine or JVM hashes without vectors: " + Blake3.path());
        }
    }

    @Benchmark
    public Blake3Hash oneShot(CpuTime cpu) {
        cpu.bytes += bytes;
        return Blake3.hash(input);
    }

    @Benchmark
    public byte[] hasher(CpuTime cpu) {
        cpu.bytes += bytes;
        hasher.reset().update(input).finish(digest, 0);
        return digest;
    }

    @Benchmark
    public byte[] bouncyCastle(CpuTime cpu) {
        cpu.bytes += bytes;
        bouncyCastle.update(input, 0, bytes);
        bouncyCastle.doFinal(digest, 0);
        return digest;
    }

    /** What the benchmarking thread itself spent, whoever else had the processor. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class CpuTime {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        private long bytes;
        private long start;
        private long spent;

        @Setup(Level.Iteration)
        public void start() {
            bytes = 0;
            start = THREADS.getCurrentThreadCpuTime();
        }

        @TearDown(Level.Iteration)
        public void stop() {
            spent = THREADS.getCurrentThreadCpuTime() - start;
        }

        public double gigabytesPerCpuSecond() {
            return (double) bytes / spent;
        }
    }

    @Test
    void run() throws RunnerException {
        Options all = new OptionsBuilder()
                .include(Blake3Benchmark.class.getName() + "\\.")
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(all).run();
        assertThat(results).isNotEmpty();
        System.out.println("GB per CPU-second, median (slowest to fastest iteration)");
        for (RunResult result : results) {
            String name = result.getParams().getBenchmark();
            double[] rates = result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .mapToDouble(iteration -> Objects.requireNonNull(
                                    iteration.getSecondaryResults().get("gigabytesPerCpuSecond"))
                            .getScore())
                    .sorted()
                    .toArray();
            System.out.printf(
                    "%-12s %8s bytes  %.2f (%.2f to %.2f)%n",
                    name.substring(name.lastIndexOf('.') + 1),
                    result.getParams().getParam("bytes"),
                    rates[rates.length / 2],
                    rates[0],
                    rates[rates.length - 1]);
        }
    }
}

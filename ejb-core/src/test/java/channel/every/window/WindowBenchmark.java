package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.hash.Blake3;
import channel.every.ts.PacketReader;
import channel.every.ts.PacketSink;
import channel.every.ts.TsPacket;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
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
 * Scanning, cutting windows and hashing them, in GB of source per CPU-second of the working thread; beside it the scan and the hash
 * alone. The source is 720p59.94 MPEG-2 at 14 Mbit/s in a 19.4 Mbit/s multiplex. Not part of the build; from the top directory:
 * <pre>
 * ./mvnw -q -pl ejb-core -am test -Dtest=WindowBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 7, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"--add-modules", "jdk.incubator.vector", "-Xms1g", "-Xmx1g"})
public class WindowBenchmark {
    private static final int READ = 1 << 20;

    private byte[] stream = {};

    @Setup
    public void prepare() throws Exception {
        stream = BroadcastSample.atsc("-f lavfi -i testsrc2=size=1280x720:rate=60000/1001,noise=alls=20:allf=t"
                        + " -f lavfi -i sine=frequency=440:sample_rate=48000 -t 6"
                        + " -c:v mpeg2video -g 30 -bf 2 -b:v 14M -maxrate 15M -bufsize 2M"
                        + " -c:a ac3 -b:a 384k -ac 2 -muxrate 19392658")
                .packets();
        Blake3.warmUp();
    }

    @Benchmark
    public long windows(CpuTime cpu) {
        long[] windows = {0};
        WindowChopper chopper = new WindowChopper(ChopperSettings.recording(ChunkCadence.DEFAULT), event -> {
            if (event instanceof ChopperEvent.WindowClosed) {
                windows[0]++;
            }
        });
        for (int at = 0; at < stream.length; at += READ) {
            chopper.feed(stream, at, Math.min(READ, stream.length - at));
            chopper.closeDue();
        }
        chopper.finish();
        cpu.bytes += stream.length;
        return windows[0];
    }

    @Benchmark
    public long scanAlone(CpuTime cpu) {
        long[] starts = {0};
        PacketReader reader = new PacketReader(new PacketSink() {
            @Override
            public void packet(TsPacket packet) {
                starts[0] += packet.payloadUnitStart() ? 1 : 0;
            }

            @Override
            public void skipped(long bytes) {}
        });
        reader.feed(stream, 0, stream.length);
        cpu.bytes += stream.length;
        return starts[0];
    }

    @Benchmark
    public Object hashAlone(CpuTime cpu) {
        cpu.bytes += stream.length;
        return Blake3.hash(stream);
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
                .include(WindowBenchmark.class.getName() + "\\.")
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
                    "%-12s %.2f (%.2f to %.2f)%n",
                    name.substring(name.lastIndexOf('.') + 1),
                    rates[rates.length / 2],
                    rates[0],
                    rates[rates.length - 1]);
        }
    }
}

package channel.every.psi;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.ts.PacketReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
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
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The scan of a recording that ffmpeg makes (20 s, 48 MB, 720p59.94 MPEG-2 and AC-3 at a constant 19.39 Mb/s): sync, PID,
 * continuity, PCR, PTS, sections with CRC, TR 101 290. In GB per CPU-second of the scanning thread; beside it ffmpeg, ffprobe
 * and cat as whole processes on the same file. Not part of the build; from the top directory:
 * <pre>
 * ./mvnw -q -pl ejb-core -am test -Dtest=TransportStreamScanBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(value = 1)
public class TransportStreamScanBenchmark {
    private static final Path RECORDING = Path.of("target", "scan-benchmark.ts");

    /** As ts-report reads. */
    private static final int BUFFER_BYTES = 2048 * 188;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private byte[] inMemory = {};

    @Setup
    public void prepare() throws IOException, InterruptedException {
        if (!Files.exists(RECORDING)) {
            record();
        }
        inMemory = Files.readAllBytes(RECORDING);
    }

    /** From the page cache through {@code read()}, as a recording is scanned. */
    @Benchmark
    public long file(CpuTime cpu) throws IOException {
        StreamAnalysis analysis = new StreamAnalysis();
        PacketReader reader = new PacketReader(analysis);
        try (FileChannel in = FileChannel.open(RECORDING)) {
            while (in.read(buffer.clear()) >= 0) {
                cpu.bytes += buffer.flip().remaining();
                reader.feed(buffer);
            }
        }
        reader.finish();
        return analysis.health().continuityErrors();
    }

    /** From memory, larger than any cache but the last. */
    @Benchmark
    public long memory(CpuTime cpu) {
        StreamAnalysis analysis = new StreamAnalysis();
        PacketReader reader = new PacketReader(analysis);
        reader.feed(inMemory, 0, inMemory.length);
        reader.finish();
        cpu.bytes += inMemory.length;
        return analysis.health().continuityErrors();
    }

    /** A live stream: the same packets again while they are in the processor's cache. */
    @Benchmark
    public long cache(CpuTime cpu) {
        StreamAnalysis analysis = new StreamAnalysis();
        PacketReader reader = new PacketReader(analysis);
        for (int round = 0; round < inMemory.length / BUFFER_BYTES; round++) {
            reader.feed(inMemory, 0, BUFFER_BYTES);
            cpu.bytes += BUFFER_BYTES;
        }
        reader.finish();
        return analysis.packets();
    }

    /** What the scanning thread was on the processor for. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class CpuTime {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        long bytes;
        private long startNanos;
        private long nanos;

        @Setup(Level.Iteration)
        public void start() {
            bytes = 0;
            startNanos = THREADS.getCurrentThreadCpuTime();
        }

        @TearDown(Level.Iteration)
        public void stop() {
            nanos = THREADS.getCurrentThreadCpuTime() - startNanos;
        }

        public double gigabytesPerCpuSecond() {
            return nanos == 0 ? 0 : (double) bytes / nanos;
        }
    }

    @Test
    void run() throws RunnerException, IOException, InterruptedException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(TransportStreamScanBenchmark.class.getName())
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        try {
            for (RunResult result : results) {
                print(
                        result.getPrimaryResult().getLabel(),
                        Objects.requireNonNull(result.getSecondaryResults().get("gigabytesPerCpuSecond"))
                                .getStatistics()
                                .getPercentile(50));
            }
            String file = RECORDING.toString();
            print("cat", perCpuSecond("cat " + file));
            print("ffmpeg -c copy", perCpuSecond("ffmpeg -v error -i " + file + " -map 0 -c copy -f null -"));
            print("ffprobe -show_packets", perCpuSecond("ffprobe -v error -show_packets " + file));
        } finally {
            Files.delete(RECORDING);
        }
        assertThat(results).hasSize(3);
    }

    private static void print(String name, double gigabytesPerCpuSecond) {
        System.out.printf("%-24s %7.2f GB per CPU-second%n", name, gigabytesPerCpuSecond);
    }

    private static double perCpuSecond(String command) throws IOException, InterruptedException {
        String times = run(List.of("bash", "-c", "TIMEFORMAT='%U %S'; { time " + command + " > /dev/null; } 2>&1"));
        String[] seconds = times.strip().split(" ");
        return Files.size(RECORDING) / 1e9 / (Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1]));
    }

    private static void record() throws IOException, InterruptedException {
        run(List.of(
                "bash",
                "-c",
                "ffmpeg -v error -y -f lavfi -i testsrc2=size=1280x720:rate=60000/1001 -f lavfi -i sine -t 20"
                        + " -c:v mpeg2video -b:v 14M -minrate 14M -maxrate 14M -bufsize 4M -g 30 -bf 2 -c:a ac3 -ac 2"
                        + " -f mpegts -muxrate 19392658 " + RECORDING));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + output);
        }
        return output;
    }
}

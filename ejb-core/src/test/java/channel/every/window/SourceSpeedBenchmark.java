package channel.every.window;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.clock.ChunkCadence;
import channel.every.hash.Blake3;
import channel.every.psi.StreamAnalysis;
import channel.every.ts.PacketReader;
import channel.every.ts.TsPacket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * What a node does to every byte of a source, beside what others take to look at it or to hash it, in GB of source per
 * CPU-second: the scan (sync, continuity, PCR, PTS, sections with CRC, TR 101 290), and scan, windows and BLAKE3 together. Ours is
 * what the working thread was on the processor for, the others are whole processes on the same recording of a GB: 720p59.94
 * MPEG-2 at 14 Mbit/s and AC-3 in a multiplex of 19.39 Mbit/s. {@code server-config/bin/ec-speed} runs it, and times whole processes of ours too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC", "-Xms1500m", "-Xmx1500m"})
public class SourceSpeedBenchmark {
    private static final Path RECORDING = Path.of("target", "speed.ts");
    private static final long RECORDING_BYTES = 1_000_000_000;

    /** As ts-report reads. */
    private static final int BUFFER_BYTES = 2048 * TsPacket.SIZE;

    /** Larger than any cache. */
    private static final int IN_MEMORY = 1 << 20 << 8;

    private static final int PROCESS_RUNS = 3;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private byte[] inMemory = {};

    @Setup
    public void prepare() throws Exception {
        try (InputStream in = Files.newInputStream(recording())) {
            inMemory = in.readNBytes(IN_MEMORY);
        }
        Blake3.warmUp();
    }

    @Benchmark
    public long scan(CpuTime cpu) {
        StreamAnalysis analysis = new StreamAnalysis();
        PacketReader reader = new PacketReader(analysis);
        reader.feed(inMemory, 0, inMemory.length);
        reader.finish();
        cpu.bytes += inMemory.length;
        return analysis.health().continuityErrors();
    }

    /** From the page cache through {@code read()}, as a recording is scanned. */
    @Benchmark
    public long scanOfAFile(CpuTime cpu) throws IOException {
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

    /** As a publisher gets it: batches in memory become canonical windows and their hashes. */
    @Benchmark
    public long windows(CpuTime cpu) {
        long[] windows = {0};
        WindowChopper chopper = new WindowChopper(
                ChopperSettings.recording(ChunkCadence.DEFAULT),
                event -> windows[0] += event instanceof ChopperEvent.WindowClosed ? 1 : 0);
        for (int at = 0; at < inMemory.length; at += BUFFER_BYTES) {
            chopper.feed(inMemory, at, Math.min(BUFFER_BYTES, inMemory.length - at));
            chopper.closeDue();
        }
        chopper.finish();
        cpu.bytes += inMemory.length;
        return windows[0];
    }

    @Benchmark
    public Object hashAlone(CpuTime cpu) {
        cpu.bytes += inMemory.length;
        return Blake3.hash(inMemory);
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
            return spent == 0 ? 0 : (double) bytes / spent;
        }
    }

    @Test
    void run() throws Exception {
        Map<String, Double> speed = new LinkedHashMap<>(ours());
        String file = recording().toString();
        speed.put("cat", perCpuSecond("cat " + file));
        speed.put("ffmpeg", perCpuSecond("ffmpeg -v error -i " + file + " -map 0 -c copy -f null -"));
        speed.put("ffprobe", perCpuSecond("ffprobe -v error -show_packets " + file));
        speed.put("b3sum", perCpuSecond("b3sum --num-threads 1 " + file));
        speed.put("b3sum read", perCpuSecond("b3sum --num-threads 1 --no-mmap " + file));
        speed.forEach((name, rate) -> System.out.printf("%-12s %7.2f GB per CPU-second%n", name, rate));
        compare(speed, "scan", "ffmpeg", 5);
        compare(speed, "scan", "ffprobe", 5);
        compare(speed, "windows", "b3sum", 0.8);
        compare(speed, "windows", "b3sum read", 0.8);
        assertThat(speed).hasSize(9);
    }

    private static void compare(Map<String, Double> speed, String ours, String peer, double goal) {
        double ratio = Objects.requireNonNull(speed.get(ours)) / Objects.requireNonNull(speed.get(peer));
        System.out.printf("%-12s %7.2f x %s, goal %s%n", ours, ratio, peer, goal);
    }

    /** Medians of the iterations. */
    private static Map<String, Double> ours() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(SourceSpeedBenchmark.class.getName() + "\\.")
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        Map<String, Double> speed = new LinkedHashMap<>();
        for (RunResult result : results) {
            speed.put(
                    result.getPrimaryResult().getLabel(),
                    Objects.requireNonNull(result.getSecondaryResults().get("gigabytesPerCpuSecond"))
                            .getStatistics()
                            .getPercentile(50));
        }
        return speed;
    }

    private static double perCpuSecond(String command) throws IOException, InterruptedException {
        double[] seconds = new double[PROCESS_RUNS];
        for (int run = 0; run < PROCESS_RUNS; run++) {
            List<String> shell =
                    List.of("bash", "-c", "TIMEFORMAT='%U %S'; { time " + command + " > /dev/null; } 2>&1");
            Process process =
                    new ProcessBuilder(shell).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(command + " failed: " + output);
            }
            String[] times = output.strip().lines().toList().getLast().split(" ");
            seconds[run] = Double.parseDouble(times[0]) + Double.parseDouble(times[1]);
        }
        Arrays.sort(seconds);
        return Files.size(RECORDING) / 1e9 / seconds[PROCESS_RUNS / 2];
    }

    /** A sample of ten seconds again and again, its clocks and time tables running on. */
    private static Path recording() throws Exception {
        if (Files.exists(RECORDING)) {
            return RECORDING;
        }
        BroadcastSample sample =
                BroadcastSample.atsc("-f lavfi -i testsrc2=size=1280x720:rate=60000/1001,noise=alls=20:allf=t"
                        + " -f lavfi -i sine=frequency=440:sample_rate=48000 -t 10"
                        + " -c:v mpeg2video -g 30 -bf 2 -b:v 14M -minrate 14M -maxrate 14M -bufsize 2M"
                        + " -c:a ac3 -b:a 384k -ac 2 -muxrate 19392658");
        Path unfinished = RECORDING.resolveSibling("speed.tmp");
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            long lap = sample.pcrSpan90k() + 1800;
            long laps = RECORDING_BYTES / sample.packets().length + 1;
            for (long round = 0; round < laps; round++) {
                out.write(sample.later(round * lap).packets());
            }
        }
        return Files.move(unfinished, RECORDING);
    }
}

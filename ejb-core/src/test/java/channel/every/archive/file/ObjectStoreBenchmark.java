package channel.every.archive.file;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ObjectStore;
import channel.every.archive.PutOutcome;
import channel.every.hash.Blake3;
import channel.every.hash.Blake3Hash;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Durable objects per second on the disk of {@code target/}: the peer syncs each file and its directory; the store is given them one
 * at a time, sixteen in one call, and by sixteen threads whose commits it shares. Not part of the build:
 * <pre>
 * ./mvnw -q -pl ejb-core -am test -Dtest=ObjectStoreBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(
        value = 1,
        jvmArgs = {"--add-modules", "jdk.incubator.vector"})
public class ObjectStoreBenchmark {
    private static final int OBJECTS = 16;
    private static final int BYTES = 400_000;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final Random random = new Random(1);
    private final byte[][] pool = new byte[OBJECTS][BYTES];
    private final ExecutorService threads = Executors.newFixedThreadPool(OBJECTS);
    private Path root = Path.of("");
    private ObjectStore store = new FileObjectStore(root);

    @Setup
    public void prepare() throws IOException {
        for (byte[] each : pool) {
            random.nextBytes(each);
        }
        root = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "store");
        store = new FileObjectStore(root);
    }

    @TearDown
    public void remove() throws IOException {
        threads.shutdown();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** What a store without a group does: write, fsync, rename, fsync of the directory. */
    @Benchmark
    @OperationsPerInvocation(OBJECTS)
    public void peerSyncsEach() throws IOException {
        for (byte[] each : objects()) {
            Blake3Hash hash = Blake3.hash(each);
            Path shard = Files.createDirectories(
                    root.resolve("peer").resolve(hash.toString().substring(0, 2)));
            Path name = shard.resolve(hash + ".bin");
            Path temporary = Files.createTempFile(root, "peer", ".tmp");
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(each));
                channel.force(true);
            }
            Files.move(temporary, name, StandardCopyOption.ATOMIC_MOVE);
            DirectorySync.force(shard);
        }
    }

    @Benchmark
    @OperationsPerInvocation(OBJECTS)
    public void bySixteenThreads() throws Exception {
        List<Future<PutOutcome>> puts = new ArrayList<>();
        for (byte[] each : objects()) {
            puts.add(threads.submit(() -> store.put(each)));
        }
        for (Future<PutOutcome> each : puts) {
            each.get();
        }
    }

    @Benchmark
    @OperationsPerInvocation(OBJECTS)
    public void oneByOne() throws IOException {
        for (byte[] each : objects()) {
            store.put(each);
        }
    }

    @Benchmark
    @OperationsPerInvocation(OBJECTS)
    public void together() throws IOException {
        store.putAll(objects());
    }

    /** New objects at the price of eight bytes each, so that making them is no part of what is measured. */
    private List<byte[]> objects() {
        List<byte[]> fresh = new ArrayList<>();
        for (byte[] each : pool) {
            LONG.set(each, 0, random.nextLong());
            fresh.add(each);
        }
        return fresh;
    }

    @Test
    void run() throws RunnerException {
        assertThat(new Runner(new OptionsBuilder()
                                .include(ObjectStoreBenchmark.class.getName())
                                .build())
                        .run())
                .hasSize(4);
    }
}

package channel.every.archive.file;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.archive.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
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
 * Durable objects per second, one at a time and sixteen together, on the disk of {@code target/}. Not part of the build:
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

    private final Random random = new Random(1);
    private Path root = Path.of("");
    private ObjectStore store = new FileObjectStore(root);

    @Setup
    public void prepare() throws IOException {
        root = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "store");
        store = new FileObjectStore(root);
    }

    @TearDown
    public void remove() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
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

    private List<byte[]> objects() {
        List<byte[]> objects = new ArrayList<>();
        for (int i = 0; i < OBJECTS; i++) {
            byte[] object = new byte[BYTES];
            random.nextBytes(object);
            objects.add(object);
        }
        return objects;
    }

    @Test
    void run() throws RunnerException {
        assertThat(new Runner(new OptionsBuilder()
                                .include(ObjectStoreBenchmark.class.getName())
                                .build())
                        .run())
                .hasSize(2);
    }
}

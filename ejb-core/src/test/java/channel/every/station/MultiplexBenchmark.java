package channel.every.station;

import channel.every.ts.TsPacket;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What one tick of 40 ms at ATSC's rate costs; 25 of them are a second on air. Not part of the build:
 * <pre>
 * ./mvnw -q -pl ejb-core -am test -Dtest=MultiplexBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MultiplexBenchmark {
    private static final int PACKETS = 516;

    private final Multiplex multiplex = TestBroadcasts.open(StationSettings.of(Standard.ATSC));
    private final byte[] tick = new byte[PACKETS * TsPacket.SIZE];
    private long slot = multiplex.slotAt(Instant.parse("2026-03-01T12:00:00Z"));

    @Benchmark
    public byte[] nextTick() {
        multiplex.write(slot, PACKETS, tick, 0);
        slot += PACKETS;
        return tick;
    }

    @Test
    void run() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(MultiplexBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}

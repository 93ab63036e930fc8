package channel.every.moq.quic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a subscriber costs over plain netty and through our connections, in one run:
 * {@code ./mvnw test -pl ejb-core -am -Dtest=FanOutBenchmark -Dfanout.subscribers=100 -Dfanout.seconds=10}. A relay measures itself in the
 * same way with {@link #measure}, between the two.
 */
public final class FanOutBenchmark {
    private static final String PROTOCOL = "moq-lite-05";

    /**
     * Lets a sender run for the load's time twice, and measures the second.
     *
     * @param threads what the names of the sender's threads begin with
     */
    public static FanOutLoad.Figure measure(String threads, PlainSubscribers subscribers, FanOutLoad load) {
        LockSupport.parkNanos(load.seconds() * 1_000_000_000L);
        long bytes = subscribers.received();
        long cpu = ThreadCpu.nanos(threads);
        LockSupport.parkNanos(load.seconds() * 1_000_000_000L);
        return new FanOutLoad.Figure(subscribers.received() - bytes, ThreadCpu.nanos(threads) - cpu, load.seconds());
    }

    @Test
    void connections_of_ours_cost_little_more_than_netty_alone(@TempDir @Nullable Path folder) throws Exception {
        FanOutLoad load = FanOutLoad.ofSystemProperties();
        ServerIdentity identity = new SelfMadeCertificate(
                        Objects.requireNonNull(folder),
                        List.of("localhost"),
                        InstantSource.system(),
                        new SecureRandom())
                .current();
        FanOutLoad.Figure plain;
        try (PlainSender sender = new PlainSender(identity, PROTOCOL, load);
                PlainSubscribers subscribers = new PlainSubscribers(sender.port(), load.subscribers(), PROTOCOL)) {
            plain = measure(PlainSender.THREADS, subscribers, load);
        }
        FanOutLoad.Figure ours;
        try (SpiSender sender = new SpiSender(identity, PROTOCOL, load);
                PlainSubscribers subscribers = new PlainSubscribers(sender.port(), load.subscribers(), PROTOCOL)) {
            ours = measure(SpiSender.THREADS, subscribers, load);
        }
        double ratio = plain.cpuSecondsPerGigabit() / ours.cpuSecondsPerGigabit();
        System.out.printf("netty alone: %s%nours:        %s%nratio %.2f%n", plain, ours, ratio);
        double offered = load.subscribers() * load.framesPerSecond() * load.frameBytes() * 8 / 1e6;
        assertThat(List.of(plain.megabitsPerSecond(), ours.megabitsPerSecond()))
                .as("of %.0f Mbit/s; if less arrived, the machine was too busy to measure", offered)
                .allSatisfy(arrived -> assertThat(arrived).isGreaterThan(0.9 * offered));
    }
}

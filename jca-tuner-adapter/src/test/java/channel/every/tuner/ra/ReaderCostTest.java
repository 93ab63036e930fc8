package channel.every.tuner.ra;

import static channel.every.tuner.hdhomerun.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerConnectionFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What reading costs: eight tuners of a whole ATSC multiplex, five consumers each, for {@code tuner.cost.seconds}. The sender is
 * another process, so that the figure is the reader's alone: its sockets, threads and consumers. Run it on a quiet machine.
 */
@Tag("benchmark")
@EnabledIfSystemProperty(named = "tuner.cost.seconds", matches = "\\d+")
class ReaderCostTest {
    private static final int TUNERS = 8;
    private static final int CONSUMERS = 5;
    private static final int BITS_PER_SECOND = 19_392_658;

    @Test
    void eight_tuners_with_five_consumers_each_take_less_than_15_percent_of_a_core() throws Exception {
        int seconds = Integer.getInteger("tuner.cost.seconds");
        Process sender = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sender.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        AtomicLong received = new AtomicLong();
        List<TunerConnection> connections = new ArrayList<>();
        try (Container container = new Container()) {
            container.adapter.setStallSeconds(20);
            container.adapter.setConnectSeconds(20);
            container.started();
            int port = Integer.parseInt(sender.inputReader().readLine());
            TunerConnectionFactory tuners = container.factory();
            for (int tuner = 0; tuner < TUNERS; tuner++) {
                ChannelTune tune = new ChannelTune(URI.create("ts+http://127.0.0.1:" + port + "/" + tuner), "all");
                for (int consumer = 0; consumer < CONSUMERS; consumer++) {
                    TunerConnection connection = tuners.connect(tune);
                    connections.add(connection);
                    Thread.ofPlatform().daemon().start(() -> drain(connection, received));
                }
            }
            // Half of the time to warm up.
            long half = Duration.ofSeconds(seconds).toNanos() / 2;
            LockSupport.parkNanos(half);
            long cpu = cpuTicks();
            long bytes = received.get();
            long start = System.nanoTime();
            LockSupport.parkNanos(half);
            double elapsed = (System.nanoTime() - start) / 1e9;
            double share = (cpuTicks() - cpu) / 100.0 / elapsed;
            double megabits = (received.get() - bytes) * 8 / elapsed / CONSUMERS / 1e6;
            System.out.printf(
                    "reading %d tuners, %.1f Mbit/s together, for %d consumers: %.1f %% of a core%n",
                    TUNERS, megabits, TUNERS * CONSUMERS, share * 100);
            assertThat(megabits).isGreaterThan(0.95 * TUNERS * BITS_PER_SECOND / 1e6);
            assertThat(share).isLessThan(0.15);
            connections.forEach(TunerConnection::close);
            eventually("no reader is left", () -> container.running() == 0);
        } finally {
            sender.destroy();
        }
    }

    private static void drain(TunerConnection connection, AtomicLong received) {
        byte[] buffer = new byte[128 * 1024];
        try {
            while (true) {
                received.addAndGet(connection.transportStream().read(buffer));
            }
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** User and system time of this process, in hundredths of a second (proc(5), fields 14 and 15). */
    private static long cpuTicks() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** Sends null packets at the rate of an ATSC multiplex to whoever connects, every 40 ms as a station does. */
    static final class Sender {
        private static final long TICK_NANOS = Duration.ofMillis(40).toNanos();

        private Sender() {}

        public static void main(String[] arguments) throws IOException {
            try (ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
                System.out.println(server.getLocalPort());
                while (true) {
                    Socket client = server.accept();
                    Thread.ofPlatform().daemon().start(() -> send(client));
                }
            }
        }

        private static void send(Socket client) {
            byte[] packets = new byte[188 * 516];
            for (int at = 0; at < packets.length; at += 188) {
                packets[at] = 0x47;
                packets[at + 1] = 0x1F;
                packets[at + 2] = (byte) 0xFF;
                packets[at + 3] = 0x10;
            }
            try (client) {
                OutputStream out = client.getOutputStream();
                out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                for (long due = System.nanoTime(); ; due += TICK_NANOS) {
                    LockSupport.parkNanos(due - System.nanoTime());
                    out.write(packets);
                }
            } catch (IOException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

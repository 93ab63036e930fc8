package channel.every.tuner.ra;

import static channel.every.tuner.hdhomerun.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.ChannelTune;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.TunerException;
import channel.every.tuner.hdhomerun.NumberedPackets;
import channel.every.tuner.hdhomerun.TestMultiplex;
import channel.every.tuner.hdhomerun.VirtualDevice;
import jakarta.resource.ResourceException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transport streams that no tuner gives, behind the same interface. */
class SourcesTest {
    private static final int ROUNDS = 40;

    private final Container container = new Container();
    private final TestMultiplex air = new TestMultiplex(0x801);
    private final VirtualDevice server;
    private final TunerConnectionFactory tuners;

    SourcesTest() throws IOException, ResourceException {
        server = new VirtualDevice(1);
        server.page("/live.ts", exchange -> air.stream(exchange, ROUNDS));
        tuners = container.factory();
    }

    @BeforeEach
    void start() throws ResourceException {
        container.started();
    }

    @AfterEach
    void stop() {
        container.stop();
        server.close();
    }

    private static Set<Integer> pids(TunerConnection connection) throws IOException {
        Set<Integer> pids = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            byte[] packet = connection.transportStream().readNBytes(NumberedPackets.SIZE);
            pids.add((packet[1] & 0x1F) << 8 | packet[2] & 0xFF);
        }
        return pids;
    }

    @Test
    void a_stream_over_http_is_read_whole_or_a_program_of_it_and_its_end_is_told() throws Exception {
        URI live = URI.create("ts+" + server.base() + "/live.ts?token=hush");
        try (TunerConnection all = tuners.connect(new ChannelTune(live, "all"))) {
            assertThat(pids(all)).containsExactly(0, 0x31, 0x32, 0x100, 0x200);
            assertThatThrownBy(() -> all.transportStream().readAllBytes())
                    .isInstanceOf(TunerException.class)
                    .hasMessageContaining("the stream is at its end")
                    .hasMessageNotContaining("hush");
        }
        try (TunerConnection program = tuners.connect(new ChannelTune(live, "program-2"))) {
            assertThat(pids(program)).containsExactly(0, 0x32, 0x200);
        }
    }

    @Test
    void a_server_that_refuses_is_named_without_what_could_be_a_secret() {
        URI absent = URI.create("ts+" + server.base() + "/absent.ts?token=hush");
        assertThatThrownBy(() -> tuners.connect(new ChannelTune(absent, "all")))
                .isInstanceOf(TunerException.class)
                .hasMessageContaining("/absent.ts answers 404")
                .hasMessageNotContaining("hush");
    }

    @Test
    void a_file_is_read_and_many_read_it_at_once(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("air.ts");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int round = 0; round < ROUNDS; round++) {
                out.write(air.round(round));
            }
        }
        ChannelTune one = new ChannelTune(file.toUri(), "program-1");
        ChannelTune two = new ChannelTune(file.toUri(), "program-2");
        try (TunerConnection first = tuners.connect(one)) {
            assertThat(pids(first)).containsExactly(0, 0x31, 0x100);
        }
        try (TunerConnection second = tuners.connect(two)) {
            assertThat(pids(second)).containsExactly(0, 0x32, 0x200);
        }
        eventually("no reader is left", () -> container.running() == 0);
        assertThatThrownBy(() -> tuners.connect(
                        new ChannelTune(directory.resolve("absent.ts").toUri(), "all")))
                .isInstanceOf(TunerException.class)
                .hasMessageContaining("absent.ts");
    }
}

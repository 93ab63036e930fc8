package channel.every.tuner.dvb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In the guest, after all else: the device is pulled out while it delivers. */
@Timeout(60)
final class VidtvRemoval {
    private static final Path DRIVER = Path.of("/sys/bus/platform/drivers/vidtv");

    @Test
    void a_device_that_is_taken_away_ends_the_stream_and_is_let_go() throws Exception {
        DvbChannel channel = ChannelsConf.parse(
                        Path.of("vidtv.conf"),
                        "[Beethoven]\nDELIVERY_SYSTEM = DVBT\nFREQUENCY = 474000000\nBANDWIDTH_HZ = 8000000")
                .find("Beethoven");
        try (DvbTuner tuner = new DvbTuner(
                new KernelNodes(),
                DvbTuner.DEVICES,
                DvbAddress.parse(URI.create("dvb://adapter0/frontend0")),
                InstantSource.system())) {
            tuner.hold();
            tuner.tune(channel);
            byte[] buffer = new byte[65536];
            assertThat(tuner.read(buffer, 0, buffer.length, Duration.ofSeconds(2)))
                    .isPositive();
            // The kernel waits in it until the last descriptor of the device is closed.
            Process unplugging = sh("echo vidtv.0 > " + DRIVER + "/unbind");
            assertThatThrownBy(() -> {
                        while (true) {
                            tuner.read(buffer, 0, buffer.length, Duration.ofSeconds(10));
                        }
                    })
                    .isInstanceOfSatisfying(
                            DeviceNodeException.class,
                            e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV));
            assertThat(unplugging.isAlive()).isTrue();
            tuner.close();
            assertThat(unplugging.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.exists(DvbTuner.DEVICES.resolve("adapter0"))).isFalse();
        // A module that anyone still refers to stays.
        assertThat(sh("rmmod dvb-vidtv-bridge").waitFor()).isZero();
    }

    private static Process sh(String command) throws IOException {
        return new ProcessBuilder("/bin/busybox", "sh", "-c", command)
                .inheritIO()
                .start();
    }
}

package channel.every.tuner.hdhomerun;

import static channel.every.tuner.hdhomerun.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerException;
import channel.every.tuner.UnknownChannelException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HdHomeRunDeviceTest {
    private static final DeviceTimeouts QUICK =
            new DeviceTimeouts(Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofMillis(500));

    private final VirtualDevice device;
    private final Line line = new Line();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HdHomeRunDevice client;

    HdHomeRunDeviceTest() throws IOException {
        device = new VirtualDevice(2, "5.1", "5.2");
        client = new HdHomeRunDevice(device.base(), line, QUICK, InstantSource.system());
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        line.close();
        device.close();
    }

    private HdHomeRunStream tune(String channel) throws TunerException {
        return client.tune(client.describe(), channel);
    }

    @Test
    void a_device_describes_itself_and_its_secret_is_not_kept() throws TunerException {
        DeviceDescription described = client.describe();
        assertThat(described.deviceId()).isEqualTo("EC000008");
        assertThat(described.name()).isEqualTo("HDHomeRun TEST");
        assertThat(described.model()).isEqualTo("HDHR5-4US");
        assertThat(described.tunerCount()).isEqualTo(2);
        assertThat(described.toString()).doesNotContain("secret");
    }

    @Test
    void a_lineup_names_channels_and_their_addresses() throws TunerException {
        LineupChannel channel = client.lineup(client.describe()).find("5.1").orElseThrow();
        assertThat(channel.guideName()).isEqualTo("EVERY");
        assertThat(channel.stream()).isEqualTo(device.base().resolve("/auto/v5.1"));
        assertThat(channel.copyProtected()).isFalse();
    }

    @Test
    void a_lineup_may_give_addresses_relative_to_the_device() throws TunerException {
        device.page("/lineup.json", VirtualDevice.text("""
                [{"GuideNumber":"5.1","URL":"/auto/v5.1"}]"""));
        assertThat(client.lineup(client.describe()).find("5.1").orElseThrow().stream())
                .isEqualTo(device.base().resolve("/auto/v5.1"));
    }

    @Test
    void a_device_may_live_under_a_path() throws TunerException {
        URI base = URI.create(device.base() + "/tuners/a");
        device.page("/tuners/a/discover.json", VirtualDevice.text("""
                {"DeviceID":"EC000017","TunerCount":1}"""));
        device.page("/tuners/a/lineup.json", VirtualDevice.text("""
                [{"GuideNumber":"5.1","URL":"auto/v5.1"}]"""));
        HdHomeRunDevice nested = new HdHomeRunDevice(base, line, QUICK, InstantSource.system());
        assertThat(nested.lineup(nested.describe()).find("5.1").orElseThrow().stream())
                .isEqualTo(URI.create(base + "/auto/v5.1"));
    }

    @Test
    void a_stream_gives_packets_and_the_name_of_its_tuner() throws TunerException {
        HdHomeRunStream stream = tune("5.1");
        byte[] bytes = new byte[10 * NumberedPackets.SIZE];
        int filled = 0;
        while (filled < bytes.length) {
            filled += stream.read(bytes, filled, bytes.length - filled);
        }
        assertThat(stream.resource()).isEqualTo("tuner0");
        assertThat(NumberedPackets.number(bytes, 9 * NumberedPackets.SIZE)).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeviceError.class,
            names = {"SYSTEM_BUSY", "TUNER_IN_USE", "ALL_TUNERS_IN_USE"})
    void a_busy_device_is_a_busy_tuner(DeviceError error) {
        device.channel("5.1", VirtualDevice.status(503, Map.of("X-HDHomeRun-Error", error.toString())));
        assertThatThrownBy(() -> tune("5.1"))
                .isInstanceOf(TunerBusyException.class)
                .hasMessage(device.base() + " (HDHomeRun TEST, EC000008) refuses 5.1 EVERY: " + error);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeviceError.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNKNOWN_CHANNEL", "SYSTEM_BUSY", "TUNER_IN_USE", "ALL_TUNERS_IN_USE"})
    void every_other_refusal_keeps_its_code(DeviceError error) {
        device.channel("5.1", VirtualDevice.status(503, Map.of("X-HDHomeRun-Error", error.toString())));
        assertThatThrownBy(() -> tune("5.1"))
                .isInstanceOfSatisfying(
                        DeviceErrorException.class, e -> assertThat(e.error()).isEqualTo(error))
                .hasMessageContaining(error.toString());
    }

    @Test
    void an_unknown_channel_is_named_with_what_there_is_whoever_notices() {
        device.channel("5.2", VirtualDevice.status(404, Map.of("X-HDHomeRun-Error", "801 Unknown Channel")));
        for (String channel : new String[] {"9.9", "5.2"}) {
            assertThatThrownBy(() -> tune(channel))
                    .isInstanceOf(UnknownChannelException.class)
                    .hasMessage("no channel " + channel + " on " + device.base()
                            + " (HDHomeRun TEST, EC000008); it has 5.1 EVERY, 5.2 EVERY");
        }
    }

    @Test
    void a_503_without_a_code_can_pass_and_a_redirect_is_not_followed() {
        device.channel("5.1", VirtualDevice.status(503, Map.of()));
        assertThatThrownBy(() -> tune("5.1"))
                .isInstanceOf(TunerBusyException.class)
                .hasMessageContaining("answers 503");
        device.channel("5.2", VirtualDevice.status(302, Map.of("Location", "/auto/v5.1")));
        assertThatThrownBy(() -> tune("5.2"))
                .isInstanceOf(TunerException.class)
                .hasMessageContaining("answers 302, and redirects are not followed");
    }

    @Test
    void a_protected_channel_is_refused_without_asking_for_it() {
        device.page("/lineup.json", VirtualDevice.text("""
                [{"GuideNumber":"5.1","GuideName":"EVERY","DRM":1,"URL":"/auto/v5.1"}]"""));
        assertThatThrownBy(() -> tune("5.1"))
                .isInstanceOfSatisfying(
                        DeviceErrorException.class,
                        e -> assertThat(e.error()).isEqualTo(DeviceError.CONTENT_PROTECTION_REQUIRED));
        assertThat(device.streamsServed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>no</html>",
                "",
                "{",
                "[]",
                "null",
                "{\"TunerCount\":0}",
                "{\"TunerCount\":\"2\"}",
                "{\"TunerCount\":256}",
                "{\"TunerCount\":2.5}",
                "{\"TunerCount\":2,\"LineupURL\":\"file:///etc/passwd\"}",
                "{\"TunerCount\":2,\"LineupURL\":\"http://[\"}",
            })
    void a_description_that_makes_no_sense_is_refused_in_one_line(String content) {
        device.page("/discover.json", VirtualDevice.text(content));
        assertThatThrownBy(client::describe)
                .isInstanceOf(TunerException.class)
                .hasMessageContaining("discover.json")
                .message()
                .doesNotContain("\n")
                .hasSizeLessThan(250);
    }

    @Test
    void a_description_without_end_is_cut_short() {
        device.page("/discover.json", VirtualDevice.text(" ".repeat(HdHomeRunDevice.MAX_DISCOVER_BYTES + 1)));
        assertThatThrownBy(client::describe)
                .isInstanceOf(TunerException.class)
                .hasMessageContaining("longer than 65536 bytes");
    }

    @Test
    void a_device_that_never_answers_is_given_up() {
        device.page("/discover.json", exchange -> await());
        assertThatThrownBy(client::describe)
                .isInstanceOf(TunerException.class)
                .hasMessage("cannot read " + device.base() + "/discover.json: no answer in time");
    }

    @Test
    void half_an_answer_is_no_answer() {
        device.page("/discover.json", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"TunerCount\":2".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });
        assertThatThrownBy(client::describe)
                .isInstanceOf(TunerException.class)
                .hasMessageContaining("before the end of its answer");
    }

    @Test
    void closing_the_line_ends_a_read_that_waits() throws Exception {
        device.channel("5.1", exchange -> {
            VirtualDevice.begin(exchange, "tuner0").flush();
            await();
        });
        HdHomeRunDevice patient = new HdHomeRunDevice(
                device.base(),
                line,
                new DeviceTimeouts(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(1)),
                InstantSource.system());
        HdHomeRunStream stream = patient.tune(patient.describe(), "5.1");
        CompletableFuture<Throwable> reading = CompletableFuture.supplyAsync(() -> {
            try {
                stream.read(new byte[188], 0, 188);
                throw new AssertionError("read something");
            } catch (TunerException e) {
                return e;
            }
        });
        line.close();
        eventually("the read has ended", reading::isDone);
        assertThat(reading.join()).hasMessageContaining("was lost");
        assertThatThrownBy(patient::describe).hasMessageContaining("closed");
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package channel.every.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.device.VirtualDevice;
import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StationTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private static final long POLL_NANOS = Duration.ofMillis(5).toNanos();

    private static Multiplex multiplex;

    private final HandSetClock clock = new HandSetClock(NOW);
    private final List<Station> stations = new ArrayList<>();

    @BeforeAll
    static void open() {
        multiplex = TestBroadcasts.open(TestBroadcasts.atsc());
    }

    @AfterEach
    void goOffAir() {
        stations.forEach(Station::close);
    }

    private VirtualDevice device(String settings) throws IOException {
        return start(settings).devices().getFirst();
    }

    private Station start(String... settings) throws IOException {
        List<DeviceSettings> devices =
                Stream.of(settings).map(DeviceSettings::parse).toList();
        Station station = Station.start(multiplex, devices, InetAddress.getLoopbackAddress(), clock);
        stations.add(station);
        return station;
    }

    /** What is sent from {@code offset} after the start on. */
    private static byte[] onAir(Duration offset, Duration length) {
        return StationRecording.of(multiplex, NOW.plus(offset), length).toBytes();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Test
    void a_device_introduces_itself() throws IOException {
        VirtualDevice device = device("roof=0,tuners=3");
        try (TestClient client = TestClient.get(device, "/discover.json")) {
            assertThat(client.status()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(client.head).contains("Content-Type: application/json", "Connection: close");
            JsonNode page = Json.mapper().readTree(client.body());
            assertThat(page.path("FriendlyName").asText()).isEqualTo("roof");
            assertThat(page.path("DeviceID").asText()).matches("EC[0-9A-F]{6}");
            assertThat(page.path("BaseURL").asText()).isEqualTo(device.uri().toString());
            assertThat(page.path("LineupURL").asText()).isEqualTo(device.uri() + "/lineup.json");
            assertThat(page.path("TunerCount").asInt()).isEqualTo(3);
        }
    }

    @Test
    void the_lineup_leads_to_the_stream() throws IOException {
        VirtualDevice device = device("a=0");
        try (TestClient client = TestClient.get(device, "/lineup.json")) {
            JsonNode page = Json.mapper().readTree(client.body());
            assertThat(page).hasSize(1);
            assertThat(page.path(0).path("GuideNumber").asText()).isEqualTo("5.1");
            assertThat(page.path(0).path("GuideName").asText()).isEqualTo("KCOP");
            assertThat(page.path(0).path("URL").asText()).isEqualTo(device.uri() + "/auto/v5.1");
        }
        try (TestClient client = TestClient.get(device, "/lineup_status.json")) {
            assertThat(client.body())
                    .isEqualTo(
                            "{\"ScanInProgress\":0,\"ScanPossible\":1,\"Source\":\"Antenna\",\"SourceList\":[\"Antenna\"]}");
        }
    }

    @Test
    void a_stream_is_what_is_on_air_and_never_ahead_of_the_clock() throws IOException {
        VirtualDevice device = device("a=0");
        try (TestClient client = TestClient.get(device, "/auto/v5.1")) {
            assertThat(client.status()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(client.head)
                    .contains("Content-Type: video/mpeg", "X-HDHomeRun-Resource: tuner0")
                    .noneMatch(field -> field.startsWith("Content-Length"));
            for (int second = 0; second < 3; second++) {
                clock.advance(SECOND);
                byte[] expected = onAir(SECOND.multipliedBy(second), SECOND);
                assertThat(client.read(expected.length)).isEqualTo(expected);
            }
        }
    }

    @Test
    void two_devices_and_a_station_started_later_hold_the_same_packets() throws IOException {
        Station station = start("a=0", "b=0");
        byte[] expected = onAir(SECOND, SECOND);
        try (TestClient a = TestClient.get(station.devices().get(0), "/auto/v5.1")) {
            clock.advance(SECOND);
            byte[] before = onAir(Duration.ZERO, SECOND);
            assertThat(a.read(before.length)).isEqualTo(before);
            try (TestClient b = TestClient.get(station.devices().get(1), "/auto/v5.1");
                    TestClient c = TestClient.get(device("c=0"), "/auto/v5.1")) {
                clock.advance(SECOND);
                assertThat(a.read(expected.length)).isEqualTo(expected);
                assertThat(b.read(expected.length)).isEqualTo(expected);
                assertThat(c.read(expected.length)).isEqualTo(expected);
            }
        }
    }

    @Test
    void a_delayed_device_sends_the_same_packets_later() throws IOException {
        VirtualDevice device = device("late=0,delay-ms=200");
        try (TestClient client = TestClient.get(device, "/auto/v5.1")) {
            clock.advance(SECOND);
            byte[] expected = onAir(Duration.ofMillis(-200), SECOND);
            assertThat(client.read(expected.length)).isEqualTo(expected);
        }
    }

    @Test
    void a_device_with_a_bad_antenna_loses_the_packets_its_seed_says() throws IOException {
        VirtualDevice device = device("noisy=0,loss=0.05,seed=9");
        byte[] expected = StationRecording.of(multiplex, NOW, SECOND)
                .receivedBy(Reception.losing(0.05, 9))
                .toBytes();
        try (TestClient client = TestClient.get(device, "/auto/v5.1")) {
            clock.advance(SECOND);
            assertThat(client.read(expected.length)).isEqualTo(expected);
        }
        assertThat(expected.length).isLessThan(onAir(Duration.ZERO, SECOND).length);
    }

    @Test
    void a_duration_ends_the_stream() throws IOException {
        VirtualDevice device = device("a=0");
        try (TestClient client = TestClient.get(device, "/auto/v5.1?duration=1")) {
            clock.advance(SECOND.multipliedBy(2));
            assertThat(client.readAll()).isEqualTo(onAir(Duration.ZERO, SECOND));
        }
        await(() -> device.tunersInUse() == 0);
    }

    @Test
    void a_device_whose_tuners_are_taken_says_805_until_one_is_given_back() throws IOException {
        VirtualDevice device = device("a=0,tuners=2");
        try (TestClient first = TestClient.get(device, "/auto/v5.1")) {
            try (TestClient second = TestClient.get(device, "/auto/v5.1");
                    TestClient third = TestClient.get(device, "/auto/v5.1")) {
                assertThat(first.head).contains("X-HDHomeRun-Resource: tuner0");
                assertThat(second.head).contains("X-HDHomeRun-Resource: tuner1");
                assertThat(third.status()).isEqualTo("HTTP/1.1 503 Service Unavailable");
                assertThat(third.head).contains("X-HDHomeRun-Error: 805 All Tuners In Use");
            }
            await(() -> {
                clock.advance(Transmitter.TICK);
                return device.tunersInUse() == 1;
            });
            try (TestClient again = TestClient.get(device, "/auto/v5.1")) {
                assertThat(again.head).contains("X-HDHomeRun-Resource: tuner1");
            }
        }
    }

    @Test
    void a_tuner_can_be_asked_for_by_number() throws IOException {
        VirtualDevice device = device("a=0,tuners=2");
        try (TestClient taken = TestClient.get(device, "/tuner1/v5.1");
                TestClient again = TestClient.get(device, "/tuner1/v5.1");
                TestClient absent = TestClient.get(device, "/tuner2/v5.1");
                TestClient any = TestClient.get(device, "/auto/v5.1")) {
            assertThat(taken.head).contains("X-HDHomeRun-Resource: tuner1");
            assertThat(again.status()).isEqualTo("HTTP/1.1 503 Service Unavailable");
            assertThat(again.head).contains("X-HDHomeRun-Error: 804 Tuner In Use");
            assertThat(absent.status()).isEqualTo("HTTP/1.1 404 Not Found");
            assertThat(any.head).contains("X-HDHomeRun-Resource: tuner0");
        }
    }

    @Test
    void an_unknown_channel_is_801_and_takes_no_tuner() throws IOException {
        VirtualDevice device = device("a=0");
        for (String path : List.of("/auto/v5.2", "/auto/v5", "/tuner0/v999", "/auto/v5.1x")) {
            try (TestClient client = TestClient.get(device, path)) {
                assertThat(client.status()).isEqualTo("HTTP/1.1 404 Not Found");
                assertThat(client.head).contains("X-HDHomeRun-Error: 801 Unknown Channel");
            }
        }
        assertThat(device.tunersInUse()).isZero();
    }

    @Test
    void requests_that_make_no_sense_are_refused() throws IOException {
        VirtualDevice device = device("a=0");
        assertThat(status(device, "hello\r\n\r\n")).isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(status(device, "GET /%zz HTTP/1.1\r\n\r\n")).isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(status(device, "GET /auto/v5.1?duration=-1 HTTP/1.1\r\n\r\n"))
                .isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(status(device, "x".repeat(8192))).isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(status(device, "POST /lineup.json HTTP/1.1\r\n\r\n")).isEqualTo("HTTP/1.1 405 Method Not Allowed");
        assertThat(status(device, "GET /nothing HTTP/1.0\r\n\r\n")).isEqualTo("HTTP/1.1 404 Not Found");
        try (TestClient head = TestClient.send(device.uri(), "HEAD /auto/v5.1 HTTP/1.1\r\n\r\n")) {
            assertThat(head.status()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(head.readAll()).isEmpty();
        }
        await(() -> device.tunersInUse() == 0);
    }

    private static String status(VirtualDevice device, String request) throws IOException {
        try (TestClient client = TestClient.send(device.uri(), request)) {
            return client.status();
        }
    }

    @Test
    void a_client_that_does_not_read_is_cut_off_and_holds_up_nobody() throws IOException {
        VirtualDevice device = device("a=0,tuners=2");
        try (TestClient stuck = TestClient.slow(device, "/auto/v5.1");
                TestClient quick = TestClient.get(device, "/auto/v5.1")) {
            assertThat(stuck.head).contains("X-HDHomeRun-Resource: tuner0");
            int seconds = 0;
            for (; device.tunersInUse() == 2; seconds++) {
                assertThat(seconds).isLessThan(300);
                clock.advance(SECOND);
                byte[] expected = onAir(SECOND.multipliedBy(seconds), SECOND);
                assertThat(Arrays.mismatch(quick.read(expected.length), expected))
                        .isEqualTo(-1);
            }
            assertThat(seconds).isGreaterThan(4);
            clock.advance(SECOND);
            byte[] after = onAir(SECOND.multipliedBy(seconds), SECOND);
            assertThat(quick.read(after.length)).isEqualTo(after);
        }
    }

    @Test
    void a_device_that_stops_ends_its_streams_and_can_start_again_on_its_port() throws IOException {
        Station station = start("a=0");
        VirtualDevice device = station.devices().getFirst();
        int port = device.uri().getPort();
        try (TestClient client = TestClient.get(device, "/auto/v5.1")) {
            station.close();
            assertThatThrownBy(() -> {
                        if (client.read(1).length == 0) {
                            throw new IOException("the stream ended");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        await(() -> device.tunersInUse() == 0);
        VirtualDevice again = device("a=" + port);
        try (TestClient client = TestClient.get(again, "/auto/v5.1")) {
            clock.advance(SECOND);
            byte[] expected = onAir(Duration.ZERO, SECOND);
            assertThat(client.read(expected.length)).isEqualTo(expected);
        }
    }

    @Test
    void a_taken_port_is_named_and_nothing_is_left_running() throws IOException {
        VirtualDevice device = device("a=0");
        assertThatThrownBy(() -> start("b=0", "c=" + device.uri().getPort()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "device c cannot listen on port " + device.uri().getPort());
    }

    @Test
    void devices_are_switched_off_and_on_over_http() throws IOException {
        Station station = start("a=0", "b=0");
        VirtualDevice b = station.devices().get(1);
        URI control = station.control(0);
        assertThat(answer(control, "GET /devices")).isEqualTo("200 OK {\"a\":\"on\",\"b\":\"on\"}");

        assertThat(answer(control, "POST /devices/b/stop")).isEqualTo("200 OK {\"a\":\"on\",\"b\":\"off\"}");
        assertThatThrownBy(() -> TestClient.get(b, "/discover.json")).isInstanceOf(ConnectException.class);
        assertThat(answer(control, "POST /devices/b/start")).isEqualTo("200 OK {\"a\":\"on\",\"b\":\"on\"}");
        try (TestClient client = TestClient.get(b, "/discover.json")) {
            assertThat(client.status()).isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(answer(control, "POST /devices/b/start")).startsWith("200 OK");
        assertThat(answer(control, "POST /devices/c/stop")).startsWith("404 Not Found");
        assertThat(answer(control, "GET /devices/b/stop")).startsWith("405 Method Not Allowed");
        assertThat(answer(control, "DELETE /devices")).startsWith("405 Method Not Allowed");
        assertThat(answer(control, "GET /")).startsWith("404 Not Found");
    }

    private static String answer(URI control, String request) throws IOException {
        try (TestClient client = TestClient.send(control, request + " HTTP/1.1\r\n\r\n")) {
            return client.status().replace("HTTP/1.1 ", "") + " " + client.body();
        }
    }

    @Test
    void two_devices_of_one_name_are_refused() {
        assertThatThrownBy(() -> start("a=0", "a=0")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_station_that_was_held_up_for_long_goes_on_with_what_is_on_air_then() {
        Instant later = NOW.plus(Duration.ofHours(1));
        Queue<Transmission> sent = new ConcurrentLinkedQueue<>();
        try (Transmitter transmitter = new Transmitter(multiplex, clock)) {
            transmitter.attach(sent::add, Duration.ZERO);
            clock.advance(Duration.ofHours(1));
            await(() -> {
                clock.advance(Transmitter.TICK);
                return !sent.isEmpty();
            });
        }
        assertThat(sent)
                .hasSizeLessThan(1000)
                .allSatisfy(transmission -> assertThat(multiplex.timeOf(transmission.slot() + 1))
                        .isAfter(later)
                        .isBefore(clock.instant()));
    }
}

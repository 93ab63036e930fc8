package channel.every.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.device.VirtualDevice;
import channel.every.ts.TsPacket;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.control.DeviceId;
import channel.every.tuner.control.DiscoverRequest;
import channel.every.tuner.hdhomerun.DeviceAddress;
import channel.every.tuner.hdhomerun.DeviceControl;
import channel.every.tuner.hdhomerun.DeviceDescription;
import channel.every.tuner.hdhomerun.DeviceErrorException;
import channel.every.tuner.hdhomerun.DeviceSearch;
import channel.every.tuner.hdhomerun.DeviceTimeouts;
import channel.every.tuner.hdhomerun.FoundDevice;
import channel.every.tuner.hdhomerun.HdHomeRunDevice;
import channel.every.tuner.hdhomerun.HdHomeRunStream;
import channel.every.tuner.hdhomerun.Line;
import channel.every.tuner.hdhomerun.Lineup;
import channel.every.tuner.hdhomerun.StreamInfo;
import channel.every.tuner.hdhomerun.TargetReception;
import channel.every.tuner.hdhomerun.TunerReport;
import channel.every.tuner.hdhomerun.VariableRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own client does to a virtual device what the vendor's does. */
class OurClientTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final DeviceTimeouts TIMEOUTS = new DeviceTimeouts(PATIENCE, PATIENCE, PATIENCE);

    private static Station station;
    private static VirtualDevice device;
    private static InetAddress address;

    @BeforeAll
    static void switchOn() throws IOException {
        Random random = new Random();
        address = InetAddress.ofLiteral(
                "127.%d.%d.%d".formatted(1 + random.nextInt(254), random.nextInt(256), 1 + random.nextInt(254)));
        station = Station.start(
                TestBroadcasts.open(TestBroadcasts.atsc()),
                List.of(DeviceSettings.parse("a=0,control=0,tuners=2")),
                address,
                CLOCK);
        device = station.devices().getFirst();
    }

    @AfterAll
    static void switchOff() {
        station.close();
    }

    private static int port() {
        return device.controlPort().orElseThrow();
    }

    private static DeviceControl control() {
        return new DeviceControl(address, port(), CLOCK);
    }

    @Test
    void a_device_is_found_at_its_address() throws Exception {
        List<FoundDevice> found = new DeviceSearch(CLOCK, port()).at(List.of(address), DiscoverRequest.toAll());
        assertThat(found).containsExactly(new FoundDevice(DeviceId.parse(device.deviceId()), address, 2, device.uri()));
    }

    @Test
    void a_device_is_found_by_its_number_wherever_it_listens() throws Exception {
        String at = "?at=" + address.getHostAddress() + "&control=" + port();
        assertThat(DeviceAddress.parse(URI.create("hdhomerun://EC7BE43E" + at)).base(CLOCK))
                .isEqualTo(device.uri());
        assertThatThrownBy(() -> DeviceAddress.parse(URI.create("hdhomerun://EC000008" + at))
                        .base(CLOCK))
                .hasMessage("no device EC000008 answers at " + address.getHostAddress());
    }

    @Test
    void variables_are_read_and_set_and_refusals_are_the_devices_words() throws Exception {
        try (DeviceControl control = control()) {
            assertThat(control.get("/sys/model")).isEqualTo("hdhomerun5_atsc");
            assertThat(control.set("/tuner1/channel", "auto:689000000")).isEqualTo("auto:689000000");
            assertThat(control.status(1).locked()).isTrue();
            assertThat(control.streamInfo(1))
                    .isEqualTo(new StreamInfo(
                            List.of(new StreamInfo.Program(1, "5.1", "KCOP", StreamInfo.Kind.NORMAL)),
                            OptionalInt.of(0x0801),
                            OptionalInt.empty()));
            assertThat(control.debug(1).missing()).isZero();
            assertThat(control.set("/tuner1/channel", "none")).isEqualTo("none");
            assertThat(control.status(1).present()).isFalse();
            assertThatThrownBy(() -> control.set("/sys/model", "other"))
                    .isInstanceOf(VariableRefusedException.class)
                    .hasMessageEndingWith("ERROR: this variable is read only");
        }
    }

    @Test
    void a_tuner_sends_to_us_over_RTP_under_our_lock_and_is_given_back() throws Exception {
        try (DeviceControl other = control()) {
            try (TargetReception reception = new TargetReception(control(), address, 0, 4711, PATIENCE, CLOCK);
                    TargetReception refused = new TargetReception(control(), address, 0, 4712, PATIENCE, CLOCK)) {
                reception.begin("auto:689000000", 1);
                byte[] packets = new byte[7 * TsPacket.SIZE];
                for (int i = 0; i < 100; i++) {
                    assertThat(reception.read(packets, 0, packets.length)).isEqualTo(packets.length);
                    assertThat(packets[TsPacket.SIZE]).isEqualTo(TsPacket.SYNC_BYTE);
                }
                assertThat(reception.lostPackets()).isZero();
                assertThat(other.get("/tuner0/lockkey")).isEqualTo("127.0.0.1");
                assertThatThrownBy(() -> refused.begin("auto:689000000", 1))
                        .isInstanceOf(TunerBusyException.class)
                        .hasMessageContaining("resource locked by");
            }
            assertThat(other.get("/tuner0/lockkey")).isEqualTo("none");
            assertThat(other.get("/tuner0/target")).isEqualTo("none");
        }
    }

    @Test
    void pages_tell_the_lineup_and_what_is_not_in_it_is_refused_by_its_number() throws Exception {
        try (Line line = new Line()) {
            HdHomeRunDevice http = new HdHomeRunDevice(device.uri(), line, TIMEOUTS, CLOCK);
            DeviceDescription described = http.describe();
            assertThat(described.deviceId()).isEqualTo(device.deviceId());
            Lineup lineup = http.lineup(described);
            assertThat(lineup.find("5.1").orElseThrow().frequencyHz()).isEqualTo(689_000_000);
            assertThatThrownBy(() -> http.tune(described, lineup, "ch14", "auto", null))
                    .isInstanceOf(DeviceErrorException.class)
                    .hasMessageContaining("806 Tune Failed");
            assertThatThrownBy(() -> http.tune(described, lineup, "ch50-9", "auto", null))
                    .isInstanceOf(DeviceErrorException.class)
                    .hasMessageContaining("807 No Video Data");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.1", "ch689000000", "ch50", "ch50-1"})
    void a_channel_a_multiplex_and_a_program_are_streamed_from_a_tuner_of_ones_own(String channel) throws Exception {
        try (Line line = new Line()) {
            HdHomeRunDevice http = new HdHomeRunDevice(device.uri(), line, TIMEOUTS, CLOCK);
            DeviceDescription described = http.describe();
            Lineup lineup = http.lineup(described);
            HdHomeRunStream stream = http.tune(described, lineup, channel, "tuner1", Duration.ofSeconds(5));
            assertThat(stream.resource()).isEqualTo("tuner1");
            byte[] packet = new byte[TsPacket.SIZE];
            assertThat(stream.read(packet, 0, 1)).isOne();
            assertThat(packet[0]).isEqualTo(TsPacket.SYNC_BYTE);
            assertThat(tuner1().targetAddress()).isEqualTo("127.0.0.1");
        }
        // The device notices when it next sends.
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!tuner1().targetAddress().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static TunerReport tuner1() throws IOException {
        try (Line line = new Line()) {
            return new HdHomeRunDevice(device.uri(), line, TIMEOUTS, CLOCK)
                    .status()
                    .get(1);
        }
    }

    /** Discovery by broadcast needs a network of its own: a namespace in which a station has the usual port. */
    @Test
    void both_clients_discover_by_broadcast() throws Exception {
        String script =
                "ip link set lo up && ip link add d0 type veth peer name d1 && ip addr add 10.9.8.7/24 brd + dev d0"
                        + " && ip link set d0 up && ip link set d1 up && ip route add default via 10.9.8.1 && exec \"$@\"";
        Process process = new ProcessBuilder(
                        "unshare",
                        "--map-root-user",
                        "--net",
                        "sh",
                        "-c",
                        script,
                        "sh",
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BroadcastDiscovery.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said)
                .as("needs user namespaces and: apt-get install iproute2 util-linux")
                .contains("vendor: hdhomerun device EC7BE43E found at 10.9.8.7")
                .contains("ours: FoundDevice[id=EC7BE43E, address=/10.9.8.7, tunerCount=2, base=http://10.9.8.7:")
                .contains("groups: FoundDevice[id=EC7BE43E, address=/fe80");
    }
}

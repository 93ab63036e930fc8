package channel.every.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.device.DevicePorts;
import channel.every.device.DeviceProfile;
import channel.every.device.Family;
import channel.every.device.VirtualDevice;
import channel.every.identity.Label;
import channel.every.psi.AtscEvent;
import channel.every.psi.AtscEvents;
import channel.every.psi.ExtendedText;
import channel.every.psi.GuideTable;
import channel.every.psi.MasterGuide;
import channel.every.psi.ProgramAssociation;
import channel.every.psi.ProgramMap;
import channel.every.psi.PsiTable;
import channel.every.psi.Stt;
import channel.every.psi.VirtualChannel;
import channel.every.psi.VirtualChannelTable;
import channel.every.ts.PacketWriter;
import channel.every.ts.Pid;
import channel.every.tuner.ChannelTune;
import channel.every.tuner.Claim;
import channel.every.tuner.DeviceReport;
import channel.every.tuner.Purpose;
import channel.every.tuner.TunerBusyException;
import channel.every.tuner.TunerConnection;
import channel.every.tuner.TunerConnectionFactory;
import channel.every.tuner.TunerException;
import channel.every.tuner.TunerLease;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The node as an HDHomeRun: its lineup, the broadcast's own guide, and streams that are shares of the publishers' tuners. */
class NodeAntennaTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:10:00Z");
    private static final Pid MAP = new Pid(0x30);
    private static final Pid EVENTS = new Pid(0x1D00);
    private static final Pid TEXTS = new Pid(0x1E00);
    private static final int SOURCE = 7;

    private final List<Claim> claims = new CopyOnWriteArrayList<>();
    private final GuideBook guide = new GuideBook();
    private final SequencedMap<PublisherSettings, GuideBook> received = new LinkedHashMap<>();
    private boolean busy;
    private VirtualDevice device;

    private static PublisherSettings publisher(String name, String broadcast, String channel) {
        return new PublisherSettings(
                new Label(name),
                new Label(broadcast),
                URI.create("http://10.0.0." + name.length()),
                channel,
                null,
                null);
    }

    @BeforeEach
    void switchOn() throws IOException {
        received.put(publisher("a", "la-kcop", "5.1"), guide);
        received.put(publisher("bb", "la-kcop", "5.1"), new GuideBook());
        received.put(publisher("ccc", "la-kcal", "9.1"), new GuideBook());
        NodeAntenna antenna = new NodeAntenna(() -> received, new Tuned(), Family.ATSC, InstantSource.system());
        device = new VirtualDevice(
                new DeviceProfile("node", 2, Family.ATSC),
                new DevicePorts(0, 0),
                InetAddress.getLoopbackAddress(),
                antenna,
                InstantSource.system());
    }

    @AfterEach
    void switchOff() {
        device.close();
    }

    /** Gives packets without end, or is busy. */
    private final class Tuned implements TunerConnectionFactory {
        @Override
        public TunerConnection connect(ChannelTune tune, Claim claim) throws TunerException {
            if (busy) {
                throw new TunerBusyException("no tuner for " + tune.channel());
            }
            claims.add(claim);
            byte[] packets = new byte[188 * 7];
            for (int at = 0; at < packets.length; at += 188) {
                packets[at] = 0x47;
            }
            return new TunerConnection() {
                private final InputStream stream = new InputStream() {
                    @Override
                    public int read() {
                        return packets[0];
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        int n = Math.min(length, packets.length);
                        System.arraycopy(packets, 0, bytes, offset, n);
                        return n;
                    }
                };

                @Override
                public InputStream transportStream() {
                    return stream;
                }

                @Override
                public ChannelTune tune() {
                    return tune;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void startFeed(String feed, ChannelTune tune, Purpose purpose) {}

        @Override
        public void stopFeed(String feed) {}

        @Override
        public List<DeviceReport> devices(List<URI> addresses) {
            return List.of();
        }

        @Override
        public List<TunerLease> leases() {
            return List.of();
        }
    }

    private static byte[] packets(Pid pid, PsiTable table) {
        return new PacketWriter(pid).section(table.section());
    }

    private void broadcast() {
        TreeMap<Integer, Pid> programs = new TreeMap<>(Map.of(3, MAP));
        guide.received(packets(Pid.PAT, new ProgramAssociation(0x801, 0, programs)));
        guide.received(packets(MAP, new ProgramMap(3, 0, new Pid(0x31), new byte[0], List.of())));
        guide.received(packets(Pid.ATSC_PSIP, Stt.at(NOW, 18, 0)));
        guide.received(packets(
                Pid.ATSC_PSIP,
                new VirtualChannelTable(
                        0x801, 0, false, List.of(new VirtualChannel("KCOP", 5, 1, 4, 0x801, 3, 2, SOURCE)))));
        guide.received(packets(
                Pid.ATSC_PSIP,
                new MasterGuide(
                        0,
                        List.of(
                                new GuideTable(GuideTable.FIRST_EVENTS, EVENTS, 0, 100),
                                new GuideTable(GuideTable.FIRST_EVENT_TEXTS, TEXTS, 0, 100)))));
        long noon = Stt.at(Instant.parse("2026-03-01T12:00:00Z"), 18, 0).gpsSeconds();
        guide.received(packets(
                EVENTS,
                new AtscEvents(
                        SOURCE,
                        0,
                        List.of(
                                new AtscEvent(1, noon, Duration.ofMinutes(30), "News & <Weather>"),
                                new AtscEvent(2, noon + 1800, Duration.ofHours(1), "Late Movie")))));
        guide.received(packets(TEXTS, new ExtendedText(0, 0, SOURCE, 2, "Lions & tigers.")));
    }

    private String get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(device.uri().resolve(path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void each_broadcast_is_a_channel_once() throws Exception {
        assertThat(get("/lineup.m3u"))
                .startsWith("#EXTM3U url-tvg=\"" + device.uri() + "/xmltv.xml\"\n")
                .contains(",5.1 la-kcop\n" + device.uri() + "/auto/v5.1\n")
                .contains(",9.1 la-kcal\n" + device.uri() + "/auto/v9.1\n")
                .containsOnlyOnce("/auto/v5.1");
    }

    @Test
    void a_publisher_that_comes_later_is_a_channel_from_then_on_and_one_that_goes_is_none() throws Exception {
        received.put(publisher("dddd", "la-kcbs", "2.1"), new GuideBook());
        received.pollFirstEntry();
        assertThat(get("/lineup.m3u"))
                .contains(",5.1 la-kcop\n")
                .contains(",9.1 la-kcal\n")
                .contains(",2.1 la-kcbs\n" + device.uri() + "/auto/v2.1\n");
        received.clear();
        assertThat(get("/lineup.json")).isEqualToIgnoringWhitespace("[]");
    }

    @Test
    void the_guide_is_the_broadcasts_own() throws Exception {
        broadcast();
        assertThat(get("/xmltv.xml"))
                .contains("<channel id=\"5.1\"><display-name>la-kcop</display-name>")
                .contains("<programme start=\"20260301120000 +0000\" stop=\"20260301123000 +0000\" channel=\"5.1\">"
                        + "<title>News &amp; &lt;Weather&gt;</title></programme>")
                .contains("start=\"20260301123000 +0000\" stop=\"20260301133000 +0000\" channel=\"5.1\">"
                        + "<title>Late Movie</title><desc>Lions &amp; tigers.</desc></programme>");
        assertThat(get("/lineup.json")).contains("\"ProgramNumber\":3").contains("\"TransportStreamID\":2049");
    }

    @Test
    void who_watches_is_a_viewer_of_the_publishers_tuner() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> stream = client.send(
                    HttpRequest.newBuilder(device.uri().resolve("/auto/v5.1")).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.body().read()).isEqualTo(0x47);
            stream.body().close();
        }
        assertThat(claims.getFirst().purpose()).isEqualTo(Purpose.BROWSING);
        assertThat(claims.getFirst().holder()).startsWith("virtual device, for 127.0.0.1");
    }

    @Test
    void a_node_without_a_tuner_says_so_as_a_device_does() throws Exception {
        busy = true;
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> refused = client.send(
                    HttpRequest.newBuilder(device.uri().resolve("/auto/v9.1")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("X-HDHomeRun-Error")).contains("805 All Tuners In Use");
        }
        assertThat(device.tunersInUse()).isZero();
    }

    @Test
    void settings_switch_it_on_and_are_refused_by_name() {
        assertThat(VirtualDeviceSettings.read(key -> Optional.empty(), "node-a"))
                .isEmpty();
        VirtualDeviceSettings on = VirtualDeviceSettings.read(
                        key -> key.endsWith(".enabled") ? Optional.of("true") : Optional.empty(), "node-a")
                .orElseThrow();
        assertThat(on.ports()).isEqualTo(new DevicePorts(5004, 65001));
        assertThat(on.address().isLoopbackAddress()).isTrue();
        assertThatThrownBy(() -> VirtualDeviceSettings.read(
                        key -> Optional.of(key.endsWith(".enabled") ? "true" : "70000"), "node-a"))
                .hasMessageStartingWith("every-channel.device.tuners must be a whole number from 1 to 32");
    }
}

package channel.every.station;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.device.VirtualDevice;
import channel.every.ts.TsPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's own client finds, tunes, locks, watches and scans a virtual device on the port it always uses. */
class VendorsClientTest {
    private static String address = "";
    private static Station station;
    private static VirtualDevice device;

    @BeforeAll
    static void switchOn() throws IOException {
        // Of the loopback network's sixteen million addresses one that no other run uses: the port is always 65001.
        Random random = new Random();
        address = "127.%d.%d.%d".formatted(1 + random.nextInt(254), random.nextInt(256), 1 + random.nextInt(254));
        station = Station.start(
                TestBroadcasts.open(TestBroadcasts.atsc()),
                List.of(DeviceSettings.parse("a=0,control=65001,tuners=3")),
                InetAddress.ofLiteral(address),
                InstantSource.system());
        device = station.devices().getFirst();
    }

    @AfterAll
    static void switchOff() {
        station.close();
    }

    private static String get(String name) throws Exception {
        return VendorsClient.run(address, "get", name);
    }

    private static String set(String name, String value) throws Exception {
        return VendorsClient.run(address, "set", name, value);
    }

    @Test
    void it_is_discovered() throws Exception {
        assertThat(VendorsClient.run("discover", address)).isEqualTo("hdhomerun device EC7BE43E found at " + address);
    }

    /** The twenty bytes that Jellyfin's HDHomeRun tuner host broadcasts. */
    @Test
    void the_discovery_of_a_television_program_is_answered() throws Exception {
        byte[] request = HexFormat.of().parseHex("0002000c0104ffffffff0204ffffffff73cc7d8f");
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(10_000);
            socket.send(new DatagramPacket(request, request.length, InetAddress.ofLiteral(address), 65001));
            DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
            socket.receive(answer);
            String hex = HexFormat.of().formatHex(answer.getData(), 0, answer.getLength());
            String base = device.uri().toString();
            assertThat(hex)
                    .startsWith("0003")
                    .contains("010400000001" + "0204ec7be43e" + "100103")
                    .contains("2a%02x".formatted(base.length() + 1)
                            + HexFormat.of().formatHex(base.getBytes("US-ASCII")) + "00");
        }
    }

    @Test
    void its_variables_are_read() throws Exception {
        assertThat(get("/sys/model")).isEqualTo("hdhomerun5_atsc");
        assertThat(get("/sys/hwmodel")).isEqualTo("HDHR5-2US");
        assertThat(get("/sys/version")).isEqualTo("20250815");
        assertThat(get("/sys/features")).contains("channelmap: us-bcast");
        assertThat(get("/tuner0/filter")).isEqualTo("0x0000-0x1FFF");
        assertThat(get("/tuner3/status")).contains("ERROR: unknown getset variable");
        assertThat(get("/sys/nothing")).contains("ERROR: unknown getset variable");
        assertThat(get("help")).contains("/tuner<n>/streaminfo");
    }

    @Test
    void a_tuner_is_set_to_a_channel_and_tells_what_is_there() throws Exception {
        assertThat(set("/tuner2/channel", "auto:50")).isEmpty();
        assertThat(get("/tuner2/status")).isEqualTo("ch=auto:50 lock=8vsb ss=100 snq=100 seq=100 bps=3000000 pps=0");
        assertThat(get("/tuner2/streaminfo")).isEqualTo("1: 5.1 KCOP\ntsid=0x0801");
        assertThat(set("/tuner2/channel", "auto:473000000")).isEmpty();
        assertThat(get("/tuner2/status")).isEqualTo("ch=auto:473000000 lock=none ss=0 snq=0 seq=0 bps=0 pps=0");
        assertThat(get("/tuner2/streaminfo")).isEqualTo("none");
        assertThat(set("/tuner2/vchannel", "5.1")).isEmpty();
        assertThat(get("/tuner2/program")).isEqualTo("1");
        assertThat(get("/tuner2/vstatus")).startsWith("vch=5.1 name=KCOP ");
        assertThat(set("/tuner2/vchannel", "9.9")).startsWith("ERROR: unknown channel");
        assertThat(set("/tuner2/channel", "loud")).startsWith("ERROR: channel looks like");
        assertThat(set("/tuner2/filter", "0x0000-0x2000")).startsWith("ERROR: filter has no such range");
        assertThat(set("/tuner2/channel", "none")).isEmpty();
        assertThat(get("/tuner2/debug")).contains("tun: ch=none lock=none").contains("te=0 miss=0 crc=0");
    }

    @Test
    void a_locked_tuner_obeys_its_key_alone_and_is_left_out_by_auto() throws Exception {
        String key = "305419896";
        assertThat(set("/tuner0/lockkey", key)).isEmpty();
        assertThat(get("/tuner0/lockkey")).matches("127\\..*");
        assertThat(set("/tuner0/channel", "auto:50")).startsWith("ERROR: resource locked by 127.");
        assertThat(VendorsClient.run(address, "key", key, "set", "/tuner0/channel", "auto:50"))
                .isEmpty();
        try (TestClient stream = TestClient.get(device, "/auto/v5.1");
                TestClient refused = TestClient.get(device, "/tuner0/v5.1")) {
            assertThat(stream.head).noneMatch(field -> field.endsWith("tuner0"));
            assertThat(refused.head).contains("X-HDHomeRun-Error: 804 Tuner In Use");
        }
        assertThat(VendorsClient.run(address, "key", key, "set", "/tuner0/lockkey", "none"))
                .isEmpty();
        assertThat(get("/tuner0/lockkey")).isEqualTo("none");
        assertThat(set("/tuner0/lockkey", key)).isEmpty();
        assertThat(set("/tuner0/lockkey", "force")).isEmpty();
        assertThat(set("/tuner0/channel", "none")).isEmpty();
    }

    @Test
    void it_saves_a_stream_without_a_loss_and_gives_the_tuner_back(@TempDir Path directory) throws Exception {
        Path saved = directory.resolve("saved.ts");
        assertThat(set("/tuner1/channel", "auto:50")).isEmpty();
        assertThat(set("/tuner1/program", "1")).isEmpty();
        String said = VendorsClient.runUntil(printed -> printed.contains(".."), address, "save", "1", saved.toString());
        assertThat(said)
                .contains("0 overflow errors, 0 network errors, 0 transport errors, 0 sequence errors")
                .doesNotContain(" 0 packets received");
        byte[] packets = Files.readAllBytes(saved);
        assertThat(packets.length % (7 * TsPacket.SIZE)).isZero();
        assertThat(pids(packets)).containsOnly(0, 0x30, 0x31, 0x34, 0x1FFB);
        assertThat(get("/tuner1/target")).isEqualTo("none");
        assertThat(set("/tuner1/channel", "none")).isEmpty();
    }

    private static int[] pids(byte[] packets) {
        TsPacket packet = new TsPacket();
        int[] pids = new int[packets.length / TsPacket.SIZE];
        for (int i = 0; i < pids.length; i++) {
            pids[i] = packet.at(packets, i * TsPacket.SIZE).pid();
        }
        return Arrays.stream(pids).distinct().sorted().toArray();
    }

    /** The client begins at the upper end of the band and the station is near it. */
    @Test
    void it_scans_and_finds_the_station() throws Exception {
        String said = VendorsClient.runUntil(printed -> printed.contains("us-bcast:49"), address, "scan", "2");
        assertThat(said)
                .containsSubsequence(
                        "SCANNING: 695000000 (us-bcast:51)",
                        "LOCK: none (ss=0 snq=0 seq=0)",
                        "SCANNING: 689000000 (us-bcast:50)",
                        "LOCK: 8vsb (ss=100 snq=100 seq=100)",
                        "TSID: 0x0801",
                        "PROGRAM 1: 5.1 KCOP",
                        "SCANNING: 683000000 (us-bcast:49)");
    }
}

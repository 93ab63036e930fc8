package channel.every.it;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.moq.quic.QuicClient;
import channel.every.moq.quic.QuicLimits;
import channel.every.moq.quic.Trust;
import channel.every.moq.transport.BidirectionalStream;
import channel.every.moq.transport.Connection;
import channel.every.moq.transport.ConnectionListener;
import channel.every.moq.transport.ReceiveStream;
import channel.every.station.Reception;
import channel.every.ts.TsPacket;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The tuners of a deployed node: shown to the vendor's own client, configured anew, and given back when the application goes. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TunersIT {
    private static final String SERVER = "every-channel-it";
    private static final int REDEPLOYMENTS = 3;

    /** What a server's own pools may differ by from one time to the next. */
    private static final int POOLED_THREADS = 16;

    private static final int POOLED_SOCKETS = 4;
    private static final long POOLED_BYTES = 4 * 1024 * 1024;

    private static Air air;

    @ArquillianResource
    private Deployer deployer;

    private final Node node = Node.deployed();

    @Deployment(name = "node", managed = false, testable = false)
    static EnterpriseArchive application() {
        return Node.ear();
    }

    @BeforeAll
    static void go_on_air() throws Exception {
        System.setProperty("it.device.c.port", Integer.toString(FreePort.find()));
        air = Air.on();
        for (String device : List.of("a", "b", "c")) {
            air.receive(device, Reception.PERFECT);
        }
    }

    @AfterAll
    static void go_off_air() {
        air.close();
    }

    private JsonNode receiving(String broadcast, String publisher) throws Exception {
        return Wait.until(
                publisher + " to receive",
                () -> node.publisher(broadcast, publisher),
                status -> status.path("tuner").path("state").asText().equals("receiving"));
    }

    @Test
    @Order(1)
    void the_node_is_deployed_and_receives() throws Exception {
        deployer.deploy("node");
        receiving("demo", "a");
        receiving("demo", "b");
        Wait.until(
                "the guide to name the program",
                () -> Node.television().get("/lineup.json").body(),
                lineup -> lineup.contains("\"TransportStreamID\":2049"));
    }

    private static String client(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Node.television().host()));
        command.addAll(List.of(arguments));
        return VendorsClient.run(command.toArray(String[]::new));
    }

    @Test
    @Order(2)
    void the_vendors_client_discovers_reads_sets_and_locks_the_nodes_device() throws Exception {
        String host = Node.television().host();
        String id = Node.television().json("/discover.json").path("DeviceID").asText();
        assertThat(VendorsClient.run("discover", host)).isEqualTo("hdhomerun device " + id + " found at " + host);
        assertThat(client("get", "/sys/model")).isEqualTo("hdhomerun5_atsc");
        assertThat(client("get", "/tuner0/status")).isEqualTo("ch=none lock=none ss=0 snq=0 seq=0 bps=0 pps=0");
        assertThat(client("get", "/sys/nothing")).contains("ERROR: unknown getset variable");
        assertThat(client("set", "/tuner0/channel", "auto:14")).isEmpty();
        assertThat(client("get", "/tuner0/status")).startsWith("ch=auto:14 lock=8vsb ss=100 ");
        assertThat(client("get", "/tuner0/streaminfo")).isEqualTo("1: 5.1 demo\ntsid=0x0801");
        assertThat(client("set", "/tuner0/vchannel", "5.1")).isEmpty();
        assertThat(client("get", "/tuner0/program")).isEqualTo("1");
        assertThat(client("set", "/tuner0/vchannel", "7.7")).startsWith("ERROR: unknown channel");
        assertThat(client("set", "/tuner0/lockkey", "4711")).isEmpty();
        assertThat(client("set", "/tuner0/channel", "none")).startsWith("ERROR: resource locked by 127.");
        assertThat(client("key", "4711", "set", "/tuner0/channel", "none")).isEmpty();
        assertThat(client("key", "4711", "set", "/tuner0/lockkey", "none")).isEmpty();
        assertThat(client("get", "/tuner0/lockkey")).isEqualTo("none");
    }

    @Test
    @Order(2)
    void the_command_line_shows_who_holds_which_tuner_of_the_node() throws Exception {
        String table = ecNode("tuners", "--node", "http://127.0.0.1:" + node.port());
        assertThat(table)
                .contains("http://127.0.0.1:" + System.getProperty("it.device.a.port") + " (a, ")
                .containsPattern(
                        "  tuner0 +5\\.1 +689 +100% +100% .* (a \\(proof\\), radio|radio \\(proof\\), a) \\(proof\\)\n")
                .containsPattern("  tuner0 +5\\.1 +689 +100% +100% .* b \\(proof\\)\n")
                .containsPattern("  tuner1 +idle ")
                .contains("http://127.0.0.1:1: cannot read http://127.0.0.1:1/discover.json: Connection refused");
        String shown = ecNode("tuners", "--at", Node.television().host());
        assertThat(shown).contains(" (television, ").containsPattern("  tuner3 +idle ");
    }

    private static String ecNode(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                "channel.every.cli.EcNode"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    @Order(2)
    void the_vendors_client_saves_from_the_nodes_device_what_a_publisher_receives(@TempDir Path directory)
            throws Exception {
        Path saved = directory.resolve("saved.ts");
        assertThat(client("set", "/tuner1/channel", "auto:14")).isEmpty();
        assertThat(client("set", "/tuner1/program", "1")).isEmpty();
        String said = VendorsClient.runUntil("..", Node.television().host(), "save", "1", saved.toString());
        assertThat(said)
                .contains("0 overflow errors, 0 network errors, 0 transport errors, 0 sequence errors")
                .doesNotContain(" 0 packets received");
        byte[] packets = Files.readAllBytes(saved);
        TreeSet<Integer> pids = new TreeSet<>();
        TsPacket packet = new TsPacket();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            pids.add(packet.at(packets, at).pid());
        }
        assertThat(pids).contains(0, 0x30, 0x31, 0x34).doesNotContain(0x1FFF);
        assertThat(client("get", "/tuner1/target")).isEqualTo("none");
        assertThat(client("set", "/tuner1/channel", "none")).isEmpty();
        // It was a share of the publisher's: the antenna's device has not given a second tuner.
        assertThat(air.tunersInUse("a")).isOne();
    }

    @Test
    @Order(2)
    void the_vendors_client_scans_the_nodes_device_and_finds_its_channels() throws Exception {
        String said = VendorsClient.runUntil("PROGRAM 1: 5.1", Node.television().host(), "scan", "2");
        assertThat(said)
                .containsSubsequence(
                        "SCANNING: 479000000 (us-bcast:15)",
                        "PROGRAM 1: 99.9 unknown-channel",
                        "SCANNING: 473000000 (us-bcast:14)",
                        "LOCK: 8vsb (ss=100 snq=100 seq=100)",
                        "TSID: 0x0801",
                        "PROGRAM 1: 5.1 demo");
    }

    /** Each is one more viewer of the publisher's read, and a share that is left, however abruptly, is free again. */
    @Test
    @Order(2)
    void ffmpeg_and_VLC_play_a_channel_from_the_nodes_device(@TempDir Path directory) throws Exception {
        Node television = Node.television();
        List<String> before = channels();
        String url = "http://" + television.host() + ":" + television.port() + "/auto/v5.1";
        assertThat(Player.ffmpeg(url, 30))
                .contains("Video: mpeg2video", "640x360", "Audio: ac3", "frame=   30")
                .endsWith("exit 0");
        assertThat(Player.vlc(url, directory, 200_000)).contains("Video: mpeg2video", "Audio: ac3");
        Wait.until("the viewers' shares to be free", TunersIT::channels, before::equals);
        assertThat(air.tunersInUse("a")).isOne();
    }

    /** Where each tuner of the node's device is tuned to. */
    private static List<String> channels() throws Exception {
        List<String> channels = new ArrayList<>();
        for (int tuner = 0; tuner < 4; tuner++) {
            channels.add(client("get", "/tuner" + tuner + "/status").split(" ", 2)[0]);
        }
        return channels;
    }

    @Test
    @Order(3)
    void a_device_that_is_added_moved_or_removed_in_the_configuration_disturbs_no_other() throws Exception {
        long since = receiving("demo", "a").path("tuner").path("since_unix_ms").asLong();
        Path changes = Path.of(System.getProperty("every-channel.wlp"))
                .resolve("usr/servers/" + SERVER + "/configDropins/overrides/reconfigured.xml");
        Files.writeString(changes, """
                <server>
                  <variable name="every-channel.tuner.dead.url" value="http://127.0.0.1:%s"/>
                  <variable name="every-channel.publisher.e.tuner" value="a"/>
                  <variable name="every-channel.publisher.e.channel" value="ch689000000"/>
                  <variable name="every-channel.publisher.e.broadcast" value="added"/>
                </server>
                """.formatted(System.getProperty("it.device.c.port")));
        try {
            receiving("dead-device", "d");
            receiving("added", "e");
            assertThat(air.tunersInUse("c")).isOne();
            assertThat(air.tunersInUse("a")).isEqualTo(2);
        } finally {
            Files.delete(changes);
        }
        Wait.until("e to be gone", () -> node.get("/v1/streams/added").statusCode(), status -> status == 404);
        Wait.until(
                "d to have its old address",
                () -> node.publisher("dead-device", "d").path("tuner"),
                tuner -> tuner.path("last_error").path("reason").asText().contains("127.0.0.1:1/"));
        Wait.until("the tuners to be free", () -> air.tunersInUse("a") + air.tunersInUse("c"), used -> used == 1);
        JsonNode a = node.publisher("demo", "a").path("tuner");
        assertThat(a.path("since_unix_ms").asLong()).isEqualTo(since);
        assertThat(a.has("last_error")).isFalse();
    }

    @Test
    @Order(4)
    void an_application_that_is_redeployed_while_it_streams_leaves_no_tuner_thread_socket_or_buffer() throws Exception {
        Path relay = withRelay();
        try (ServerProcess server = ServerProcess.attach(SERVER);
                QuicClient client = new QuicClient(new Trust.InsecureForDevelopment(), QuicLimits.USUAL);
                InputStream recorder = new Node(Integer.getInteger("it.device.a.port")).stream("/auto/v5.1")) {
            CompletableFuture<Long> recording = CompletableFuture.supplyAsync(() -> packetsInARow(recorder));
            List<Long> sockets = new ArrayList<>();
            List<Integer> threads = new ArrayList<>();
            List<Long> direct = new ArrayList<>();
            int port = 0;
            @Nullable CompletableFuture<String> member = null;
            for (int i = 0; i < REDEPLOYMENTS; i++) {
                InputStream viewer = Node.television().stream("/auto/v5.1");
                assertThat(viewer.read()).isEqualTo(0x47);
                deployer.undeploy("node");
                Wait.until("the node's tuner", () -> air.tunersInUse("a"), used -> used == 1);
                Wait.until("its other tuner", () -> air.tunersInUse("b"), used -> used == 0);
                assertThat(viewer.readAllBytes()).isNotNull();
                Wait.until("all threads to leave", () -> server.framesOf("channel.every."), List::isEmpty);
                Wait.until("those of QUIC", () -> server.framesOf("\"quic-"), List::isEmpty);
                Wait.until("those of WebSockets", () -> server.framesOf("\"websocket-"), List::isEmpty);
                if (member != null) {
                    assertThat(member.get(1, TimeUnit.MINUTES)).isEqualTo("the relay stops");
                    // It could not be had while anybody listened there.
                    new DatagramSocket(new InetSocketAddress("127.0.0.1", port)).close();
                }
                sockets.add(server.sockets());
                threads.add(server.threads());
                direct.add(server.directBytes());
                deployer.deploy("node");
                receiving("demo", "a");
                receiving("demo", "b");
                assertThat(air.tunersInUse("a")).isEqualTo(2);
                port = Wait.until("the relay", () -> node.json("/v1/relay").path("port"), JsonNode::isInt)
                        .asInt();
                member = member(client, port);
            }
            System.out.println("after each undeployment: sockets " + sockets + ", threads " + threads
                    + ", direct bytes " + direct);
            assertThat(sockets.getLast()).isLessThanOrEqualTo(sockets.getFirst() + POOLED_SOCKETS);
            assertThat(threads.getLast()).isLessThanOrEqualTo(threads.getFirst() + POOLED_THREADS);
            assertThat(direct.getLast()).isLessThanOrEqualTo(direct.getFirst() + POOLED_BYTES);
            assertThat(recording).isNotDone();
            recorder.close();
            assertThat(recording.join()).isGreaterThan(10_000);
        } finally {
            Files.delete(relay);
        }
        deployer.undeploy("node");
    }

    /** From the next deployment on the node has a relay, and others to publish to that are not there. @return where that is configured */
    private static Path withRelay() throws Exception {
        Path server = Path.of(System.getProperty("every-channel.wlp")).resolve("usr/servers/" + SERVER);
        long before = reconfigurations(server);
        Path file = server.resolve("configDropins/overrides/relay.xml");
        Files.writeString(file, """
                <server>
                  <variable name="every-channel.relay.enabled" value="true"/>
                  <variable name="every-channel.relay.port" value="0"/>
                  <variable name="every-channel.relays" value="moqt://127.0.0.1:1/,ws://127.0.0.1:1/"/>
                </server>
                """);
        Wait.until("the server to read it", () -> reconfigurations(server), count -> count > before);
        return file;
    }

    private static long reconfigurations(Path server) throws IOException {
        try (Stream<String> lines = Files.lines(server.resolve("logs/messages.log"))) {
            return lines.filter(line -> line.contains("CWWKG0017I")).count();
        }
    }

    /** Opens a session with the relay. @return why it ended, once it has */
    private static CompletableFuture<String> member(QuicClient client, int port) throws Exception {
        Connection connection = client.connect(URI.create("moqt://127.0.0.1:" + port + "/"), List.of("moq-lite-05"))
                .get(1, TimeUnit.MINUTES);
        CompletableFuture<String> ended = new CompletableFuture<>();
        connection.start(new ConnectionListener() {
            @Override
            public void opened(BidirectionalStream stream) {}

            @Override
            public void opened(ReceiveStream stream) {}

            @Override
            public void streamsGranted() {}

            @Override
            public void closed(long code, String reason) {
                ended.complete(reason);
            }
        });
        return ended;
    }

    /** Reads until the stream is closed. @return how many packets came, each where it was due @throws AssertionError else */
    private static long packetsInARow(InputStream stream) {
        int[] last = new int[0x2000];
        Arrays.fill(last, -1);
        TsPacket packet = new TsPacket();
        long packets = 0;
        try {
            for (byte[] bytes = stream.readNBytes(TsPacket.SIZE);
                    bytes.length == TsPacket.SIZE;
                    bytes = stream.readNBytes(TsPacket.SIZE)) {
                int pid = packet.at(bytes, 0).pid();
                int counter = bytes[3] & 0xF;
                boolean payload = (bytes[3] & 0x10) != 0;
                if (pid != 0x1FFF && payload && last[pid] >= 0 && counter != (last[pid] + 1 & 0xF)) {
                    throw new AssertionError("packet of PID " + pid + " is lost after " + packets);
                }
                if (payload) {
                    last[pid] = counter;
                }
                packets++;
            }
        } catch (IOException closed) {
            return packets;
        }
        return packets;
    }
}

package channel.every.it;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.identity.StreamId;
import channel.every.json.Json;
import channel.every.mesh.MeshObject;
import channel.every.mesh.ObjectCipher;
import channel.every.mesh.ObjectVerdict;
import channel.every.moq.Broadcast;
import channel.every.moq.Group;
import channel.every.moq.Origin;
import channel.every.moq.Subscription;
import channel.every.moq.Track;
import channel.every.station.Reception;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node with a relay, as it is shipped, and the clients of others: they play what it publishes. */
final class MoqIT {
    private static final String STREAM = "ec/stream/v1/broadcast/atsc/tsid-2049/program-1/callsign-KCOP/profile-demo/";

    /** Two windows of 59.94 pictures a second: none of them is of the same buffer only. */
    private static final int PICTURES = 120;

    private static final int CADENCE_MS = 1001;

    private static BrowserClients clients;
    private static Air air;
    private static OperatedServer server;
    private static Elsewhere elsewhere;
    private static JsonNode relay;

    /** The health check of the relay while its port was another's. */
    private static JsonNode withoutPort;

    /** What the time of day is more than the media time of a moment, in milliseconds. */
    private static long mediaBegan;

    @BeforeAll
    static void a_node_with_a_relay_is_on_air() throws Exception {
        clients = BrowserClients.install();
        air = Air.on();
        air.receive("a", Reception.PERFECT);
        elsewhere = Elsewhere.open();
        int port = FreePort.find();
        server = OperatedServer.create("every-channel-moq", """
                <variable name="every-channel.profile" value="demo"/>
                <variable name="every-channel.tuner.a.url" value="http://127.0.0.1:%s"/>
                <variable name="every-channel.publisher.a.tuner" value="a"/>
                <variable name="every-channel.publisher.a.channel" value="5.1"/>
                <variable name="every-channel.publisher.a.broadcast" value="demo"/>
                <variable name="every-channel.publish.clear" value="true"/>
                <variable name="every-channel.relay.enabled" value="true"/>
                <variable name="every-channel.relay.port" value="%d"/>
                <variable name="every-channel.relay.public-publish" value="guests"/>
                <variable name="every-channel.relays" value="%s"/>
                <variable name="every-channel.relays.certificate-hashes" value="%s"/>
                """.formatted(
                        System.getProperty("it.device.a.port"), port, elsewhere.url(), elsewhere.certificateHash()));
        // Another program has the relay's port: the node works without it, and has it as soon as it is free.
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress("127.0.0.1", port))) {
            server.launch();
            withoutPort = Wait.until(
                    "the relay's check to be down",
                    () -> check(server.node(), "relay"),
                    check -> check.path("status").asText().equals("DOWN"));
            Wait.until(
                    "the node to publish all the same",
                    () -> server.node().publisher("demo", "a"),
                    publisher -> publisher.path("last_chunk_index").asLong() > 0);
            assertThat(taken.isBound()).isTrue();
        }
        server.ready();
        relay = Wait.until(
                "the broadcasts on the relay",
                () -> server.node().json("/v1/relay"),
                now -> carries(now, "demo.hang") && carries(now, STREAM + "variant-360p"));
        mediaBegan = mediaBegan();
    }

    private static JsonNode check(Node node, String name) throws Exception {
        JsonNode checks =
                Json.mapper().readTree(node.get("/health/ready").body()).path("checks");
        return StreamSupport.stream(checks.spliterator(), false)
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("no check of " + name + " yet: " + checks));
    }

    /** A window that has just been archived ended so long ago on the broadcaster's clock as its lag says. */
    private static long mediaBegan() throws Exception {
        long before =
                server.node().publisher("demo", "a").path("last_chunk_index").asLong();
        JsonNode newest = Wait.until(
                "another window",
                () -> server.node().publisher("demo", "a"),
                now -> now.path("last_chunk_index").asLong() > before);
        long onAir = System.currentTimeMillis() - newest.path("lag_millis").asLong();
        return onAir - (newest.path("last_chunk_index").asLong() + 1) * CADENCE_MS;
    }

    @AfterAll
    static void off_air() throws Exception {
        if (server != null) {
            server.close();
        }
        if (air != null) {
            air.close();
        }
        if (elsewhere != null) {
            elsewhere.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"moq-lite-05", "moqt-18", "websocket"})
    void an_unmodified_player_plays_it_over_every_way_to_the_relay(String protocol) throws Exception {
        for (String name :
                protocol.equals("moqt-18") ? new String[] {"demo.hang", "demo.msf"} : new String[] {"demo.hang"}) {
            JsonNode played = clients.script("watch.mjs", options(protocol, Map.of("name", name, "frames", PICTURES)));
            assertThat(played.path("protocols")).extracting(JsonNode::asText).contains(protocol);
            assertThat(played.path("frames").asInt()).isGreaterThanOrEqualTo(PICTURES);
            assertThat(played.path("pictures").asInt()).isGreaterThanOrEqualTo(10);
            assertThat(played.path("width").asInt()).isEqualTo(640);
            JsonNode shown = played.path("shown");
            System.out.printf(
                    "%s over %s: from air to glass %d ms%n",
                    name,
                    protocol,
                    shown.path("unixMs").asLong() - shown.path("mediaMs").asLong() - mediaBegan);
        }
    }

    @Test
    void a_port_that_another_has_leaves_the_node_without_its_relay_alone_and_the_check_says_what_helps() {
        assertThat(withoutPort.path("data").path("error").asText())
                .contains("cannot listen on UDP 127.0.0.1:" + relay.path("port").asInt());
        assertThat(withoutPort.path("data").path("remedy").asText()).contains("every-channel.relay.port");
    }

    @Test
    void anothers_relay_has_what_the_node_publishes_from_the_same_read_of_the_tuner() throws Exception {
        Origin there = elsewhere.origin();
        Wait.until(
                "the broadcasts there",
                () -> there.announced().stream().map(Broadcast::name).toList(),
                names -> names.contains("demo.hang") && names.contains(STREAM + "variant-360p"));
        Track chunks = Objects.requireNonNull(
                there.find(STREAM + "variant-360p").orElseThrow().track("chunks"));
        try (Subscription subscription = chunks.subscribe(() -> {})) {
            Group group = Wait.until(
                            "a chunk there",
                            () -> Optional.ofNullable(chunks.newest()),
                            newest -> newest.isPresent() && newest.get().state() == Group.State.FINISHED)
                    .orElseThrow();
            MeshObject object =
                    MeshObject.parse(Objects.requireNonNull(group.frame(0)).payload());
            assertThat(object.open(group.sequence(), ObjectCipher.open(StreamId.parse(STREAM + "variant-360p"))))
                    .isInstanceOf(ObjectVerdict.Opened.class);
        }
        assertThat(air.tunersInUse("a")).isOne();
        assertThat(server.node().get("/metrics").body())
                .containsPattern("every_channel_relay_upstream_up\\{[^}]*relay=\"" + Pattern.quote(elsewhere.url())
                        + "\"[^}]*} 1");
    }

    @Test
    void one_page_publishes_and_another_subscribes() throws Exception {
        JsonNode passed =
                clients.script("pass-on.mjs", options("moq-lite-05", Map.of("name", "guests/words", "groups", 5)));
        assertThat(passed.path("words"))
                .hasSize(5)
                .allSatisfy(word -> assertThat(word.asText()).startsWith("word "));
    }

    @Test
    void a_client_under_node_reads_it_over_a_web_socket() throws Exception {
        JsonNode read = clients.script(
                "client.mjs",
                Map.of("url", http("/moq"), "name", STREAM + "variant-360p", "track", "chunks", "groups", 3));
        assertThat(read.path("groups"))
                .hasSize(3)
                .allSatisfy(group -> assertThat(group.path("bytes").asInt()).isGreaterThan(1000));
    }

    @Test
    void the_nodes_own_page_plays_it_with_one_click() throws Exception {
        JsonNode played = clients.script(
                "page.mjs",
                Map.of(
                        "url",
                        http("/"),
                        "screenshot",
                        clients.picture("page-live.png").toString()));
        assertThat(played.path("seconds").asDouble()).isGreaterThan(5);
        assertThat(played.path("caption").asText()).contains("WebTransport");
    }

    @Test
    void the_nodes_own_page_plays_the_archive_where_there_is_no_web_transport() throws Exception {
        JsonNode played = clients.script("page.mjs", Map.of("url", http("/"), "withoutWebTransport", true));
        assertThat(played.path("seconds").asDouble()).isGreaterThan(5);
        assertThat(played.path("caption").asText()).contains("From the archive");
    }

    @Test
    void the_relay_is_seen_in_metrics_and_its_certificate_where_clients_ask_for_it() throws Exception {
        assertThat(server.node().get("/certificate.sha256").body())
                .isEqualTo(relay.path("certificate_hash").asText());
        assertThat(server.node().get("/metrics").body())
                .contains("every_channel_relay_sessions", "every_channel_relay_refusals_total");
    }

    private static Map<String, Object> options(String protocol, Map<String, ?> more) {
        Map<String, Object> options = new HashMap<>(more);
        options.put("protocol", protocol);
        options.put("hash", relay.path("certificate_hash").asText());
        options.put(
                "url",
                protocol.equals("websocket")
                        ? http("/moq")
                        : "https://127.0.0.1:" + relay.path("port").asInt() + "/");
        return options;
    }

    private static String http(String path) {
        return "http://127.0.0.1:" + server.node().port() + path;
    }

    private static boolean carries(JsonNode relay, String name) {
        return StreamSupport.stream(relay.path("broadcasts").spliterator(), false)
                .anyMatch(each -> each.path("name").asText().equals(name));
    }
}

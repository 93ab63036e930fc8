package channel.every.it;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.hash.Blake3;
import channel.every.mesh.SignedManifest;
import channel.every.mesh.TrustList;
import channel.every.station.Reception;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** From two virtual antennas to the verdict, through the EAR as it is shipped. The tests follow one node through its day. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class MainJobIT {
    private static final int ENOUGH = 30;

    private static Air air;

    private final Node node = Node.deployed();

    @Deployment(testable = false)
    static EnterpriseArchive application() {
        return Node.ear();
    }

    @BeforeAll
    static void go_on_air() throws Exception {
        air = Air.on();
        air.receive("a", Reception.PERFECT);
        air.receive("b", new Reception(0, 0, Duration.ofMillis(180)));
    }

    @AfterAll
    static void go_off_air() {
        air.close();
    }

    @Test
    @Order(1)
    void two_antennas_are_proven_to_hold_the_same_bytes() throws Exception {
        JsonNode verdict = Wait.until(
                "a proof over 30 windows",
                node::verdict,
                now -> now.path("status").asText().equals("proven") && fewestDuplicates(now) >= ENOUGH);

        assertThat(Node.count(verdict, "divergent_sequences")).isZero();
        Set<String> nodes = new HashSet<>();
        verdict.path("sources")
                .forEach(source -> source.path("source_nodes").forEach(name -> nodes.add(name.asText())));
        assertThat(nodes).hasSize(2);
        assertThat(verdict.path("groups"))
                .extracting(group -> group.path("rendition").asText())
                .containsExactlyInAnyOrder("360p", "audio");
        long before = fewestDuplicates(verdict);
        Wait.until("more of it", node::verdict, later -> fewestDuplicates(later) > before);
    }

    @Test
    @Order(2)
    void publishers_know_their_broadcast_by_its_tables_and_its_clock() throws Exception {
        for (String name : List.of("a", "b")) {
            JsonNode publisher = node.publisher("demo", name);
            assertThat(publisher.path("stream_id").asText())
                    .startsWith("ec/stream/v1/broadcast/atsc/tsid-2049/program-1/callsign-KCOP/");
            assertThat(publisher.path("clock").path("state").asText()).isEqualTo("synced");
            assertThat(publisher.path("tuner").path("resource").asText()).startsWith("tuner");
        }
    }

    @Test
    @Order(2)
    void tuners_are_shown_with_their_holders_and_a_viewer_shares_one_through_the_node() throws Exception {
        Node television = Node.television();
        assertThat(television.json("/lineup.json").path(0).path("GuideNumber").asText())
                .isEqualTo("5.1");
        try (InputStream stream = television.stream("/auto/v5.1")) {
            assertThat(stream.read()).isEqualTo(0x47);
            JsonNode tuners = node.json("/v1/tuners");
            JsonNode holders = held(tuners, "a").path("holders");
            assertThat(holders)
                    .extracting(holder -> holder.path("purpose").asText())
                    .containsExactly("proof", "proof", "browsing");
            assertThat(holders.path(2).path("name").asText()).isEqualTo("virtual device, for 127.0.0.1");
            assertThat(held(tuners, "b").path("holders")).hasSize(1);
            assertThat(tuners.path("held")).hasSize(2);
            assertThat(device(tuners, "a").path("tuners")).hasSize(2);
        }
        Wait.until(
                "the viewer's share to be given back",
                () -> held(node.json("/v1/tuners"), "a").path("holders"),
                holders -> holders.size() == 2);
    }

    @Test
    @Order(2)
    void two_programs_of_one_multiplex_are_cut_side_by_side_out_of_one_read() throws Exception {
        JsonNode radio = Wait.until(
                "windows of the second program",
                () -> node.publisher("radio", "radio"),
                now -> now.path("windows_archived").asLong() >= 3);
        JsonNode television = node.publisher("demo", "a");
        assertThat(radio.path("stream_id").asText()).startsWith("ec/stream/v1/broadcast/atsc/tsid-2049/program-2/");
        assertThat(radio.path("program").path("number").asInt()).isEqualTo(2);
        assertThat(television.path("program").path("number").asInt()).isEqualTo(1);
        assertThat(radio.path("program").path("video").asText("none")).isIn("none", "null");
        assertThat(radio.path("program").path("audio").asText()).isEqualTo("ac3");
        assertThat(radio.path("tuner").path("resource"))
                .isEqualTo(television.path("tuner").path("resource"));
        // both stand on one clock, so that their windows bear the same numbers
        assertThat(radio.path("last_chunk_index").asLong()
                        - television.path("last_chunk_index").asLong())
                .isBetween(-30L, 30L);
        String playlist = node.get("/v1/streams/radio/radio/audio.m3u8").body();
        assertThat(playlist).contains("objects/");
    }

    private static JsonNode device(JsonNode tuners, String name) {
        for (JsonNode device : tuners.path("devices")) {
            if (device.path("name").asText().equals(name)) {
                return device;
            }
        }
        throw new AssertionError("no device " + name + " in " + tuners);
    }

    private static JsonNode held(JsonNode tuners, String device) {
        String id = device(tuners, device).path("id").asText();
        for (JsonNode held : tuners.path("held")) {
            if (held.path("device").asText().equals(id)) {
                return held;
            }
        }
        throw new AssertionError("no tuner of " + device + " is held in " + tuners);
    }

    @Test
    @Order(3)
    void prometheus_sees_the_proof() throws Exception {
        String metrics = Wait.until(
                "the gauge",
                () -> node.get("/metrics").body(),
                text -> Pattern.compile("every_channel_archive_convergence_ok\\{[^}]*proof=\"demo\"[^}]*} 1\\.0")
                        .matcher(text)
                        .find());
        assertThat(metrics)
                .contains("every_channel_archive_duplicate_sequences{")
                .contains("every_channel_window_archived_total{")
                .contains("every_channel_tuner_receiving{")
                .containsPattern("every_channel_stream_scope_changes_total\\{[^}]*change=\"promoted\"[^}]*} 1\\.0")
                .doesNotContainPattern("[0-9a-f]{64}");
    }

    @Test
    @Order(4)
    void what_the_playlists_name_is_served_under_its_hash() throws Exception {
        String master = node.get("/v1/streams/demo/a/master.m3u8").body();
        assertThat(master).contains("#EXTM3U", "CODECS=\"avc1.");
        String media = node.get("/v1/streams/demo/a/360p.m3u8").body();
        Matcher objects = Pattern.compile("objects/([0-9a-f]{64})").matcher(media);
        int served = 0;
        while (objects.find() && served < 4) {
            HttpResponse<byte[]> object = node.bytes("/v1/objects/" + objects.group(1));
            assertThat(object.statusCode()).isEqualTo(200);
            assertThat(Blake3.hash(object.body())).hasToString(objects.group(1));
            assertThat(object.headers().firstValue("ETag"))
                    .hasValueSatisfying(tag -> assertThat(tag).contains(objects.group(1)));
            served++;
        }
        assertThat(served).isEqualTo(4);
    }

    @Test
    @Order(4)
    void both_publishers_sign_for_the_same_roots_under_ids_of_their_own() throws Exception {
        TrustList trusted = TrustList.parse(node.get("/v1/manifest-keys").body());
        long start = SignedManifest.parse(
                        node.bytes("/v1/streams/demo/a/manifest?chunks=20").body())
                .manifest()
                .chunkStartIndex();
        SignedManifest a = Wait.until("manifest of a", () -> manifest("a", start), Objects::nonNull);
        SignedManifest b = Wait.until("manifest of b", () -> manifest("b", start), Objects::nonNull);
        assertThat(a.verify(trusted).signers()).hasSize(1);
        assertThat(b.manifest().merkleRoot()).isEqualTo(a.manifest().merkleRoot());
        assertThat(b.id()).isNotEqualTo(a.id());
        assertThat(a.manifest().anchor()).isNotNull().isEqualTo(b.manifest().anchor());
    }

    /** Null until all of its chunks are archived. */
    private @Nullable SignedManifest manifest(String publisher, long start) throws Exception {
        HttpResponse<byte[]> answer =
                node.bytes("/v1/streams/demo/" + publisher + "/manifest?chunks=10&start=" + start);
        SignedManifest found = answer.statusCode() == 200 ? SignedManifest.parse(answer.body()) : null;
        return found != null && found.manifest().totalChunks() == 10 ? found : null;
    }

    @Test
    @Order(5)
    void an_unknown_channel_and_a_dead_device_are_named_and_disturb_nobody() throws Exception {
        assertThat(lossOf("unknown-channel", "c")).contains("99.9").contains("127.0.0.1");
        assertThat(lossOf("dead-device", "d")).contains("127.0.0.1:1/").contains("refused");
    }

    @Test
    @Order(6)
    void a_lost_packet_turns_its_windows_red_with_cause_reception_and_no_other() throws Exception {
        long before = node.count("duplicate_sequences");
        air.lose("b");
        air.receive("b", new Reception(1e-3, 7, Duration.ofMillis(180)));
        JsonNode hit =
                Wait.until("a divergent window", node::verdict, now -> Node.count(now, "divergent_sequences") > 0);
        air.lose("b");
        air.receive("b", new Reception(0, 0, Duration.ofMillis(180)));

        for (JsonNode group : hit.path("groups")) {
            JsonNode causes = group.path("causes");
            assertThat(causes.path("encoder").asLong()
                            + causes.path("phase").asLong()
                            + causes.path("unknown").asLong())
                    .as("causes of %s", group)
                    .isZero();
            assertThat(causes.path("reception").asLong())
                    .isEqualTo(group.path("divergent_sequences").asLong());
        }
        Wait.until(
                "equal windows after it",
                node::verdict,
                now -> Node.count(now, "duplicate_sequences") > before + ENOUGH);
    }

    @Test
    @Order(7)
    void a_device_that_goes_is_named_its_windows_are_missing_and_it_heals_by_itself() throws Exception {
        long missing = node.count("missing_hashes");
        air.lose("b");
        JsonNode lost = Wait.until(
                "the loss",
                () -> node.publisher("demo", "b"),
                publisher -> publisher.path("tuner").path("state").asText().equals("lost"));
        assertThat(lost.path("tuner").path("last_error").path("reason").asText())
                .contains("127.0.0.1:" + System.getProperty("it.device.b.port"));
        JsonNode verdict =
                Wait.until("missing windows", node::verdict, now -> Node.count(now, "missing_hashes") > missing);
        assertThat(verdict.path("status").asText()).isEqualTo("unproven");
        long duplicates = Node.count(verdict, "duplicate_sequences");

        air.receive("b", Reception.PERFECT);
        Wait.until(
                "equal windows again", node::verdict, now -> Node.count(now, "duplicate_sequences") > duplicates + 10);
        assertThat(node.publisher("demo", "b").path("tuner").path("state").asText())
                .isEqualTo("receiving");
        assertThat(Node.count(node.verdict(), "source_local_divergent_sequences"))
                .isZero();
    }

    @Test
    @Order(8)
    void every_refusal_is_a_problem_that_names_field_and_value() throws Exception {
        for (Map.Entry<String, Integer> wrong : Map.of(
                        "/v1/streams/no-such", 404,
                        "/v1/objects/xyz", 400,
                        "/v1/convergence/no-such", 404,
                        "/v1/nothing-here", 404)
                .entrySet()) {
            HttpResponse<String> answer = node.get(wrong.getKey());
            assertThat(answer.statusCode()).as(wrong.getKey()).isEqualTo(wrong.getValue());
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(answer.body()).contains("\"detail\"").doesNotContain("Exception");
        }
    }

    private String lossOf(String broadcast, String publisher) throws Exception {
        return Wait.until(
                        "the loss of " + publisher,
                        () -> node.publisher(broadcast, publisher),
                        status -> status.path("tuner").has("last_error"))
                .path("tuner")
                .path("last_error")
                .path("reason")
                .asText();
    }

    private static long fewestDuplicates(JsonNode verdict) {
        long fewest = Long.MAX_VALUE;
        for (JsonNode group : verdict.path("groups")) {
            fewest = Math.min(fewest, group.path("duplicate_sequences").asLong());
        }
        return fewest == Long.MAX_VALUE ? 0 : fewest;
    }
}

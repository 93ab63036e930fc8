package channel.every.it;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.hash.Blake3;
import channel.every.json.Json;
import channel.every.station.Reception;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The same EAR on WildFly, which the operator's own script makes a node: two antennas, the verdict, the archive, a job over it. Not part
 * of the build; {@code -Dwildfly.home=} names an unpacked distribution, of which it takes a copy.
 */
@EnabledIfSystemProperty(named = "wildfly.home", matches = ".+")
final class WildFlyIT {
    private static final int ENOUGH = 10;

    private final Path home = Path.of("target", "wildfly").toAbsolutePath();
    private final Path data = Path.of("target", "wildfly-data").toAbsolutePath();
    private final int port;
    private final int management;
    private final int listener;

    WildFlyIT() throws IOException {
        port = FreePort.find();
        management = FreePort.find();
        listener = FreePort.find();
    }

    @Test
    void two_antennas_are_proven_on_wildfly_and_a_job_proves_what_is_archived() throws Exception {
        run("rm", "-rf", home.toString(), data.toString());
        run("cp", "-a", System.getProperty("wildfly.home"), home.toString());
        run("../server-config/wildfly/install", home.toString());
        Node node = new Node(port);
        try (Air air = Air.on()) {
            air.receive("a", Reception.PERFECT);
            air.receive("b", Reception.PERFECT);
            Process server = start();
            try {
                JsonNode verdict = Wait.until(
                        "a proof on WildFly",
                        node::verdict,
                        now -> now.path("status").asText().equals("proven")
                                && Node.count(now, "duplicate_sequences") >= ENOUGH);
                assertThat(Node.count(verdict, "divergent_sequences")).isZero();
                shows(node);
                assertThat(proven(node)).isEqualTo("proven");
                Wait.until(
                        "a proof over manifests at its own address",
                        () -> new Node(listener).get("/metrics").body(),
                        metrics -> metrics.contains("every_channel_archive_measurement_ok{proof=\"measured\"} 1\n"));
                assertThat(new Node(management).get("/health/ready").body()).contains("\"UP\"");
            } finally {
                stop(server);
            }
            Wait.until("both tuners to be free", () -> air.tunersInUse("a") + air.tunersInUse("b"), used -> used == 0);
        }
    }

    private static void shows(Node node) throws Exception {
        String metrics = Wait.until(
                "the proof's gauge",
                () -> node.get("/metrics").body(),
                text -> Pattern.compile("every_channel_archive_convergence_ok\\{[^}]*proof=\"demo\"[^}]*} 1")
                        .matcher(text)
                        .find());
        Prometheus.check(metrics, "every_channel_");
        assertThat(node.get("/").body()).contains("every.channel");
        Matcher object = Pattern.compile("objects/([0-9a-f]{64})")
                .matcher(node.get("/v1/streams/demo/a/360p.m3u8").body());
        assertThat(object.find()).isTrue();
        HttpResponse<byte[]> served = node.bytes("/v1/objects/" + object.group(1));
        assertThat(Blake3.hash(served.body())).hasToString(object.group(1));
        assertThat(node.get("/v1/nothing-here").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }

    /** The job over both archives, in WildFly's own batch runtime. @return its exit status */
    private String proven(Node node) throws Exception {
        String sources = "a=" + data.resolve("manifests/a") + ",b=" + data.resolve("manifests/b");
        HttpResponse<String> started =
                node.post("/v1/jobs/archive-convergence", Map.of("sources", sources, "overlap", "true"));
        long execution =
                Json.mapper().readTree(started.body()).path("execution").asLong();
        return Wait.until(
                        "the job; it was answered " + started.body(),
                        () -> node.json("/v1/jobs/" + execution),
                        run -> run.path("status").asText().equals("completed"))
                .path("exit_status")
                .asText();
    }

    private Process start() throws IOException {
        ProcessBuilder program = program(
                        home.resolve("bin/standalone.sh").toString(),
                        "-Djboss.http.port=" + port,
                        "-Djboss.https.port=" + FreePort.find(),
                        "-Djboss.management.http.port=" + management,
                        "-Djboss.management.https.port=" + FreePort.find(),
                        "-Devery-channel.data=" + data,
                        "-Devery-channel.profile=demo",
                        "-Devery-channel.manifests.allow=http://127.0.0.1:*",
                        "-Devery-channel.proof.measured.sources=a=" + manifest("a") + ",b=" + manifest("b"),
                        "-Devery-channel.proof.measured.broadcast=demo",
                        "-Devery-channel.proof.measured.elapsed-seconds=2",
                        "-Devery-channel.proof.measured.interval-seconds=1",
                        "-Devery-channel.proof.measured.listen=127.0.0.1:" + listener,
                        "-Devery-channel.tuner.a.url=http://127.0.0.1:" + System.getProperty("it.device.a.port"),
                        "-Devery-channel.tuner.b.url=http://127.0.0.1:" + System.getProperty("it.device.b.port"),
                        "-Devery-channel.publisher.a.tuner=a",
                        "-Devery-channel.publisher.a.channel=5.1",
                        "-Devery-channel.publisher.a.broadcast=demo",
                        "-Devery-channel.publisher.b.tuner=b",
                        "-Devery-channel.publisher.b.channel=5.1",
                        "-Devery-channel.publisher.b.broadcast=demo")
                .redirectOutput(Path.of("target", "wildfly.log").toFile());
        // Else the script would leave the server behind when it is told to end.
        program.environment().put("LAUNCH_JBOSS_IN_BACKGROUND", "1");
        return program.start();
    }

    private String manifest(String publisher) {
        return "http://127.0.0.1:" + port + "/v1/archive-manifest?source=" + publisher;
    }

    /** As a supervisor does it. */
    private static void stop(Process server) throws InterruptedException {
        List<ProcessHandle> all = Stream.concat(server.descendants(), Stream.of(server.toHandle()))
                .toList();
        server.destroy();
        server.waitFor();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("wildfly", ".txt");
        int status = program(command).redirectOutput(said.toFile()).start().waitFor();
        assertThat(status)
                .as("%s: %s", String.join(" ", command), Files.readString(said))
                .isZero();
        Files.delete(said);
    }

    private static ProcessBuilder program(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }
}

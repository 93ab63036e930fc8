package channel.every.cli;

import static org.assertj.core.api.Assertions.assertThat;

import channel.every.json.Json;
import channel.every.station.DeviceSettings;
import channel.every.station.LoopCache;
import channel.every.station.Multiplex;
import channel.every.station.Standard;
import channel.every.station.Station;
import channel.every.station.StationSettings;
import channel.every.station.VideoSize;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TunersCommandTest {
    private static Station station;
    private static URI device;
    private static int control;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void goOnAir() throws IOException {
        Multiplex air = Multiplex.open(
                StationSettings.of(Standard.ATSC).withPicture(new VideoSize(320, 180), 3_000_000),
                new LoopCache(Path.of("target", "station-cache"), System.err::println));
        station = Station.start(
                air,
                List.of(DeviceSettings.parse("a=0,control=0,tuners=2")),
                InetAddress.getLoopbackAddress(),
                InstantSource.system());
        device = station.devices().getFirst().uri();
        control = station.devices().getFirst().controlPort().orElseThrow();
    }

    @AfterAll
    static void goOffAir() {
        station.close();
    }

    private int run(String... arguments) {
        CommandLine command = EcNode.commandLine(arguments);
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    @Test
    void a_device_at_an_address_is_shown_with_its_tuners() {
        assertThat(run("tuners", device + "?control=" + control)).isZero();
        assertThat(out.toString())
                .startsWith(device + " (a, EC7BE43E, HDHR5-2US)\n")
                .containsPattern("  TUNER +CHANNEL +MHZ +SIGNAL")
                .containsPattern("  tuner0 +idle +- +- ")
                .containsPattern("  tuner1 +idle ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_device_that_answers_discoveries_at_an_address_is_found_and_shown_as_JSON() throws Exception {
        assertThat(run("tuners", "--at", "127.0.0.1", "--control", Integer.toString(control), "--json"))
                .isZero();
        JsonNode page = Json.mapper().readTree(out.toString());
        assertThat(page.path("devices").path(0).path("id").asText()).isEqualTo("EC7BE43E");
        assertThat(page.path("devices").path(0).path("tuners")).hasSize(2);
    }

    @Test
    void nobody_is_an_empty_table_and_a_hint() {
        assertThat(run("tuners", "--at", "127.0.0.1", "--control", "9")).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .isEqualTo("no HDHomeRun answers at 127.0.0.1; name one: ec-node tuners http://10.0.0.7\n");
    }

    @Test
    void a_device_that_does_not_answer_is_shown_with_its_problem_beside_one_that_does() {
        assertThat(run("tuners", "http://127.0.0.1:1", device.toString())).isZero();
        assertThat(out.toString())
                .startsWith("http://127.0.0.1:1: cannot read http://127.0.0.1:1/discover.json: Connection refused\n")
                .contains("EC7BE43E");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.7 | tuners: an HDHomeRun's address looks like http://10.0.0.7 or hdhomerun://10A1B2C3: \"10.0.0.7\"",
                "dvb://adapter0/frontend0 | tuners: an HDHomeRun's address looks like http://10.0.0.7",
                "http://10.0.0.7?tuner=x | tuners: tuner is 0 to 99: x",
                "hdhomerun://12345678 | 12345678",
                "--node 127.0.0.1:9080 | 127.0.0.1:9080",
                "--node ftp://127.0.0.1 | tuners: --node is the address of a node, as in http://127.0.0.1:9080: \"ftp://127.0.0.1\"",
                "--node http://127.0.0.1:1 http://10.0.0.7 | tuners: --node shows the devices that node is configured with",
                "--at no.such.host.invalid | tuners: --at: no such host: no.such.host.invalid",
            })
    void what_makes_no_sense_is_refused_by_name(String arguments, String says) {
        assertThat(run(("tuners " + arguments).split(" "))).isEqualTo(EcNode.BAD_INPUT);
        assertThat(err.toString()).contains(says);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_node_that_is_not_there_is_an_io_failure_in_one_line() {
        assertThat(run("tuners", "--node", "http://127.0.0.1:1")).isEqualTo(EcNode.IO_FAILURE);
        assertThat(err.toString())
                .isEqualTo("tuners: http://127.0.0.1:1/v1/tuners does not answer: is the node running?\n");
    }

    /** The page as a node serves it; TunersIT asks a real one. */
    @Test
    void what_a_node_holds_of_other_kinds_of_sources_is_shown_too() throws Exception {
        HttpServer node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", exchange -> {
            byte[] page = (exchange.getRequestURI().getPath().equals("/v1/tuners") ? """
                              {"now_unix_ms":1,"devices":[],"held":[{"device":"dvb/adapter0/frontend0",\
                              "resource":"adapter0/frontend0","channel":"dvbt-474000000","bits_per_second":19400000,\
                              "holders":[{"name":"la-a","purpose":"proof","channel":"5.1"}]}]}""" : "<html>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        node.start();
        String base = "http://127.0.0.1:" + node.getAddress().getPort();
        try {
            assertThat(run("tuners", "--node", base + "/")).isZero();
            assertThat(out.toString())
                    .startsWith("dvb/adapter0/frontend0\n")
                    .containsPattern("  adapter0/frontend0 +dvbt-474000000 +- .* 19\\.4 +- +la-a \\(proof\\)\n");
            assertThat(run("tuners", "--node", base + "/elsewhere")).isEqualTo(EcNode.IO_FAILURE);
            assertThat(err.toString()).contains("/elsewhere/v1/tuners is no page of a node: it is not JSON");
        } finally {
            node.stop(0);
        }
    }

    @Test
    void its_help_shows_how_it_is_called() {
        assertThat(run("tuners", "--help")).isZero();
        assertThat(out.toString())
                .contains("ec-node tuners --node http://127.0.0.1:9080")
                .contains("Without arguments it finds the HDHomeRuns");
    }

    /** Discovery by broadcast needs a network of its own: a namespace in which a station has the usual port, and then another address. */
    @Test
    void without_arguments_it_finds_the_devices_of_the_network() throws Exception {
        String script =
                "ip link set lo up && ip link add d0 type veth peer name d1 && ip addr add 10.9.8.7/24 brd + dev d0"
                        + " && ip link set d0 up && ip link set d1 up && ip route add default dev d0 && exec \"$@\"";
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
                        TunersOfANetwork.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said)
                .as("needs user namespaces and: apt-get install iproute2 util-linux")
                .containsPattern("http://10\\.9\\.8\\.7:\\d+ \\(a, EC7BE43E, HDHR5-2US\\)\n")
                .containsPattern("  tuner0 +idle ")
                .contains("by number: 10.9.8.7\n")
                .contains("moved: 10.9.8.70\n")
                .contains("no HDHomeRun answers on the networks of this machine")
                .contains("status 0");
    }
}

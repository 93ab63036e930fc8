package channel.every.cli;

import channel.every.json.Json;
import channel.every.tuner.DeviceReport;
import channel.every.tuner.control.DiscoverRequest;
import channel.every.tuner.hdhomerun.DeviceAddress;
import channel.every.tuner.hdhomerun.DeviceSearch;
import channel.every.tuner.hdhomerun.DeviceSurvey;
import channel.every.tuner.hdhomerun.FoundDevice;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ec-node tuners}: devices, tuners, and who holds what. */
@Command(
        name = "tuners",
        mixinStandardHelpOptions = true,
        description = {
            "Shows devices and their tuners: channel, signal, errors, rate, and who holds them.",
            "Without arguments it finds the HDHomeRuns on the networks of this machine. It takes no tuner."
        },
        footer = {
            "",
            "  ec-node tuners",
            "  ec-node tuners http://10.0.0.7 hdhomerun://10A1B2C3",
            "  ec-node tuners --node http://127.0.0.1:9080"
        })
final class TunersCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Parameters(
            paramLabel = "DEVICE",
            arity = "0..*",
            description = "A device's address: http://10.0.0.7, or hdhomerun://10A1B2C3 wherever it is.")
    private List<URI> devices = List.of();

    @Option(
            names = "--at",
            paramLabel = "ADDRESS",
            description = "Ask who answers discoveries at this address instead of everybody; repeatable.")
    private List<String> at = List.of();

    @Option(
            names = "--control",
            paramLabel = "PORT",
            defaultValue = "65001",
            description = "UDP and TCP port of discovery and variables (default: ${DEFAULT-VALUE}).")
    private int control = DeviceSearch.PORT;

    @Option(
            names = "--node",
            paramLabel = "URL",
            description = "Show what a running node knows, and which feed holds which tuner.")
    private @Nullable URI node;

    @Option(names = "--json", description = "As JSON instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (node != null && !(devices.isEmpty() && at.isEmpty())) {
            throw new IllegalArgumentException(
                    "--node shows the devices that node is configured with: leave out " + devices + at);
        }
        PrintWriter out = command.commandLine().getOut();
        JsonNode page = node == null ? asked() : fetched(node);
        out.print(json ? Json.pretty(page) : TunerTable.of(page));
        out.flush();
        return 0;
    }

    private JsonNode asked() throws IOException {
        InstantSource clock = InstantSource.system();
        DeviceSurvey survey = new DeviceSurvey(clock);
        List<DeviceReport> reports = new ArrayList<>();
        devices.forEach(DeviceAddress::parse);
        for (URI device : devices.isEmpty() ? found(clock) : devices) {
            reports.add(survey.of(device));
        }
        if (devices.isEmpty() && reports.isEmpty()) {
            command.commandLine()
                    .getErr()
                    .println("no HDHomeRun answers "
                            + (at.isEmpty() ? "on the networks of this machine" : "at " + String.join(", ", at))
                            + "; name one: ec-node tuners http://10.0.0.7");
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("now_unix_ms", clock.millis());
        page.put("devices", reports);
        page.put("held", List.of());
        return Json.mapper().valueToTree(page);
    }

    private List<URI> found(InstantSource clock) throws IOException {
        DeviceSearch search = new DeviceSearch(clock, control);
        List<FoundDevice> found = at.isEmpty()
                ? search.everywhere(DiscoverRequest.toAll())
                : search.at(addresses(), DiscoverRequest.toAll());
        return found.stream()
                .map(device -> URI.create(device.base() + "?control=" + control))
                .toList();
    }

    private List<InetAddress> addresses() {
        List<InetAddress> addresses = new ArrayList<>();
        for (String text : at) {
            try {
                addresses.add(InetAddress.getByName(text));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("--at: no such host: " + text, e);
            }
        }
        return addresses;
    }

    private static JsonNode fetched(URI node) throws IOException, InterruptedException {
        if (node.getHost() == null || !Set.of("http", "https").contains(String.valueOf(node.getScheme()))) {
            throw new IllegalArgumentException(
                    "--node is the address of a node, as in http://127.0.0.1:9080: \"" + node + '"');
        }
        URI page = URI.create(node.toString().replaceFirst("/$", "") + "/v1/tuners");
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(page).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(page + " answers " + answer.statusCode());
            }
            return Json.mapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IOException(page + " is no page of a node: it is not JSON", e);
        } catch (ConnectException e) {
            throw new IOException(page + " does not answer: is the node running?", e);
        }
    }
}

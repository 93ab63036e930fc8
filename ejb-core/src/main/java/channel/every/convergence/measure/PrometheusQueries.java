package channel.every.convergence.measure;

import channel.every.archive.http.BoundedClient;
import channel.every.archive.http.Fetch;
import channel.every.archive.http.Fetched;
import channel.every.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a Prometheus whether the gauges that dashboards show are there: a measurement that nobody could have seen is not complete
 * (prometheus.io/docs/prometheus/latest/querying/api, instant queries).
 *
 * @param base address of the server, as in {@code http://127.0.0.1:9090}
 * @param selector labels that the series must have, as in {@code {proof="la-kcop"}}; empty for any
 */
public record PrometheusQueries(URI base, String selector) {
    static final List<String> GAUGES = List.of(
            "every_channel_archive_convergence_ok",
            "every_channel_archive_scrape_ok",
            "every_channel_archive_duplicate_sequences",
            "every_channel_archive_divergent_sequences",
            "every_channel_archive_missing_hashes");

    /** An answer holds a few series. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int OK = 200;

    public PrometheusQueries {
        if (!selector.isEmpty() && !(selector.startsWith("{") && selector.endsWith("}"))) {
            throw new IllegalArgumentException("a selector is {label=\"value\",...}: \"" + selector + '"');
        }
    }

    /** For each gauge whether there is a series of it now. */
    Map<String, Boolean> present(BoundedClient client) throws IOException, InterruptedException {
        Map<String, Boolean> present = new LinkedHashMap<>();
        for (String gauge : GAUGES) {
            present.put(gauge, present(client, gauge + selector));
        }
        return present;
    }

    private boolean present(BoundedClient client, String query) throws IOException, InterruptedException {
        URI url = URI.create(base.toString().replaceFirst("/$", "") + "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        Fetched answer = client.get(new Fetch(url, null, MOST_BYTES));
        if (answer.status() != OK) {
            throw new IOException(url + " answered " + answer.status());
        }
        JsonNode result = Json.mapper().readTree(answer.body()).path("data").path("result");
        return result.isArray() && !result.isEmpty();
    }
}

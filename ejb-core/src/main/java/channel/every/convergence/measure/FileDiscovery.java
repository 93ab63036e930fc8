package channel.every.convergence.measure;

import channel.every.identity.Label;
import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sources from a file as Prometheus' {@code file_sd_configs} reads it and {@code /v1/discovery/manifests} of a node gives it:
 * {@code [{"targets": ["10.0.0.7:9080"], "labels": {...}}]}. Each target is a node. The labels {@code source_name}, {@code publisher} and
 * {@code __scheme__} give the source's name (else it is the target's), the publisher to ask for, and the scheme (else http). The file is
 * read anew for each sample, so that nodes may come and go.
 */
public record FileDiscovery(Path file) implements Measurement.SourceList {
    /** An inventory of thousands of nodes. */
    private static final long MOST_BYTES = 4 << 20;

    @Override
    public List<MeasuredSource> current() throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is longer than " + MOST_BYTES + " bytes");
        }
        JsonNode groups;
        try {
            groups = Json.mapper().readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!groups.isArray()) {
            throw new IOException(file + " is not a list of {\"targets\": [...], \"labels\": {...}}");
        }
        Map<Label, MeasuredSource> found = new LinkedHashMap<>();
        for (JsonNode group : groups) {
            for (MeasuredSource source : sources(group)) {
                if (found.putIfAbsent(source.name(), source) != null) {
                    throw new IOException(file + " names two sources " + source.name()
                            + ": give each a label source_name of its own");
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static List<MeasuredSource> sources(JsonNode group) throws IOException {
        JsonNode labels = group.path("labels");
        String publisher = labels.path("publisher").asText("");
        String scheme = labels.path("__scheme__").asText("http");
        List<MeasuredSource> sources = new ArrayList<>();
        for (JsonNode target : group.path("targets")) {
            String url = scheme + "://" + target.asText() + "/v1/archive-manifest"
                    + (publisher.isEmpty() ? "" : "?source=" + publisher);
            String name = labels.path("source_name").asText(target.asText());
            Label label = Label.folded(name).orElseThrow(() -> new IOException("no name in \"" + name + '"'));
            sources.add(new MeasuredSource(label, URI.create(url)));
        }
        return sources;
    }
}

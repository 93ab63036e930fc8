package channel.every.convergence.measure;

import channel.every.identity.Label;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * A publisher's manifest to take samples of, written {@code NAME=URL}. A URL that ends in {@code /v1/archive-manifest}, or names a node
 * alone, is asked for the newest records; any other is a file of JSON lines, of which the end is taken.
 *
 * @param name for reports; who made the records is what they say themselves
 */
public record MeasuredSource(Label name, URI url) {
    private static final String MANIFEST = "/v1/archive-manifest";

    /** @throws IllegalArgumentException if {@code text} is not {@code NAME=URL} with a name that is a label */
    public static MeasuredSource parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || equals == text.length() - 1) {
            throw new IllegalArgumentException("a source is NAME=URL: \"" + text + '"');
        }
        String url = text.substring(equals + 1).strip();
        try {
            return new MeasuredSource(new Label(text.substring(0, equals).strip()), new URI(url));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a source is NAME=URL, and this is no URL: \"" + url + '"', e);
        }
    }

    /** @throws IllegalArgumentException also if two have one name */
    public static List<MeasuredSource> parseAll(List<String> texts) {
        List<MeasuredSource> sources = texts.stream().map(MeasuredSource::parse).toList();
        List<Label> seen = new ArrayList<>();
        for (MeasuredSource source : sources) {
            if (seen.contains(source.name)) {
                throw new IllegalArgumentException("two sources are named " + source.name);
            }
            seen.add(source.name);
        }
        return sources;
    }

    /** @throws IllegalArgumentException also if there are fewer than two */
    public static List<MeasuredSource> parseProof(List<String> texts) {
        List<MeasuredSource> sources = parseAll(texts);
        if (sources.size() < 2) {
            throw new IllegalArgumentException(
                    "a measurement needs two sources NAME=URL or more, not " + sources.size());
        }
        return sources;
    }

    /** Whether a node is asked, rather than a file read. */
    boolean isNode() {
        String path = url.getPath() == null ? "" : url.getPath();
        return path.isEmpty() || path.equals("/") || path.endsWith(MANIFEST);
    }

    /** What a node is asked for: the newest records of a broadcast since a time. */
    URI newest(Label broadcast, Label track, long sinceUnixMs, int limit) {
        return asked(broadcast, track, "/newest", "since=" + sinceUnixMs + "&limit=" + limit);
    }

    /** The first page of what a server is asked for that has no resource of the newest. */
    URI firstPage(Label broadcast, Label track, int limit) {
        return asked(broadcast, track, "", "limit=" + limit);
    }

    private URI asked(Label broadcast, Label track, String resource, String rest) {
        String text = url.toString();
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        String base = text.indexOf('?') < 0 ? text : text.substring(0, text.indexOf('?'));
        String path = base.endsWith(MANIFEST) ? base : base.replaceFirst("/$", "") + MANIFEST;
        StringBuilder asked = new StringBuilder(path).append(resource).append('?');
        if (!query.isEmpty()) {
            asked.append(query).append('&');
        }
        if (!query.contains("broadcast=")) {
            asked.append("broadcast=").append(broadcast).append('&');
        }
        if (!query.contains("track=")) {
            asked.append("track=").append(track).append('&');
        }
        return URI.create(asked.append(rest).toString());
    }
}

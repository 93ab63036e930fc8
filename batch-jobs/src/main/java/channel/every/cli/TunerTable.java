package channel.every.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The document of {@code /v1/tuners} as a table for a terminal. */
final class TunerTable {
    private static final List<String> HEAD =
            List.of("TUNER", "CHANNEL", "MHZ", "SIGNAL", "QUALITY", "MBIT/S", "ERRORS", "HELD BY");

    private TunerTable() {}

    static String of(JsonNode page) {
        StringBuilder text = new StringBuilder();
        for (JsonNode device : page.path("devices")) {
            text.append(device.path("device").asText());
            if (device.path("problem").isTextual()) {
                text.append(": ").append(device.path("problem").asText()).append('\n');
                continue;
            }
            text.append(" (%s, %s, %s)%n"
                    .formatted(
                            device.path("name").asText(),
                            device.path("id").asText(),
                            device.path("model").asText()));
            List<List<String>> rows = new ArrayList<>(List.of(HEAD));
            for (JsonNode tuner : device.path("tuners")) {
                rows.add(row(tuner, lease(page, device.path("id").asText(), tuner)));
            }
            aligned(rows, text);
        }
        otherLeases(page, text);
        return text.toString();
    }

    /** What is received from devices that show nothing of themselves: cards, files, streams of other servers. */
    private static void otherLeases(JsonNode page, StringBuilder text) {
        Set<String> shown = new HashSet<>();
        page.path("devices").forEach(device -> shown.add(device.path("id").asText()));
        for (JsonNode held : page.path("held")) {
            String device = held.path("device").asText();
            if (!shown.contains(device)) {
                text.append(device).append('\n');
                aligned(List.of(HEAD, row(held, held)), text);
            }
        }
    }

    private static JsonNode lease(JsonNode page, String device, JsonNode tuner) {
        for (JsonNode held : page.path("held")) {
            if (held.path("device").asText().equals(device)
                    && held.path("resource").equals(tuner.path("resource"))) {
                return held;
            }
        }
        return tuner.path("no lease");
    }

    private static List<String> row(JsonNode tuner, JsonNode lease) {
        boolean idle = lease.isMissingNode()
                && tuner.path("target").asText().isEmpty()
                && tuner.path("frequency_hz").asLong() == 0;
        long bits =
                (lease.isMissingNode() ? tuner : lease).path("bits_per_second").asLong();
        return List.of(
                tuner.path("resource").asText(),
                word(tuner.path("channel").asText(), idle ? "idle" : "-"),
                tuner.path("frequency_hz").asLong() == 0
                        ? "-"
                        : Long.toString(tuner.path("frequency_hz").asLong() / 1_000_000),
                percent(tuner.path("strength_percent").asInt(-1)),
                percent(tuner.path("quality_percent").asInt(-1)),
                bits == 0 ? "-" : String.format(Locale.ROOT, "%.1f", bits / 1e6),
                errors(tuner.path("errors")),
                holders(tuner, lease));
    }

    private static String word(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private static String percent(int value) {
        return value < 0 ? "-" : value + "%";
    }

    private static String errors(JsonNode errors) {
        return errors.isObject()
                ? "te=" + errors.path("transport_errors").asLong() + " miss="
                        + errors.path("missing_packets").asLong()
                : "-";
    }

    private static String holders(JsonNode tuner, JsonNode lease) {
        List<String> holders = new ArrayList<>();
        for (JsonNode holder : lease.path("holders")) {
            holders.add(
                    holder.path("name").asText() + " (" + holder.path("purpose").asText() + ")");
        }
        return holders.isEmpty() ? word(tuner.path("target").asText(), "-") : String.join(", ", holders);
    }

    private static void aligned(List<List<String>> rows, StringBuilder text) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int column = 0; column < HEAD.size(); column++) {
                int at = column;
                int width =
                        rows.stream().mapToInt(r -> r.get(at).length()).max().orElse(0);
                line.append(' ')
                        .append(row.get(column))
                        .append(" ".repeat(width - row.get(column).length() + 1));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}

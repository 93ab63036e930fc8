package channel.every.convergence;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The index of a publisher of a broadcast that does not exist, as long as wanted, with what goes wrong in a real one: bursts of bad
 * reception, windows never archived, a restart that contradicts itself, records without identity, timing or hash. The same arguments
 * give the same bytes.
 *
 * @param sourceNode who signs the records
 * @param whole whether records carry input hash, profile and reception, as they do today; else they are those of the first live system,
 *     430 bytes each
 * @param faultEvery one in so many windows has a certain one of the eight faults, and one begins a burst of up to 20 damaged ones
 */
record SyntheticArchive(String sourceNode, boolean whole, int faultEvery) {
    static final String BROADCAST = "la-kcop";
    static final String INDEX = BROADCAST + "/publisher.m4s.jsonl";

    private static final long FIRST_CHUNK = 1_779_121_382L;
    private static final long EPOCH_MS = 1_780_900_503_382L;

    /** Appends the records of windows {@code from} to {@code to}. */
    void append(Path root, long from, long to) throws IOException {
        Path file = root.resolve(INDEX);
        Files.createDirectories(file.getParent());
        HexFormat hex = HexFormat.of();
        StringBuilder line = new StringBuilder(1024);
        try (BufferedWriter out = Files.newBufferedWriter(
                file, StandardCharsets.US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (long window = from; window < to; window++) {
                line.setLength(0);
                window(window, line, hex);
                out.append(line);
            }
        }
    }

    private void window(long window, StringBuilder line, HexFormat hex) {
        boolean damaged = damaged(window);
        SplittableRandom dice = new SplittableRandom(31 * window + sourceNode.hashCode());
        int fault = dice.nextInt(faultEvery);
        String bytes = damaged ? sourceNode : "";
        switch (fault) {
            case 0 -> {
                // Never archived.
            }
            case 1 -> {
                record(window, bytes, damaged, sourceNode, 0, true, true, line, hex);
                record(window, bytes + "restarted", damaged, sourceNode, 0, true, true, line, hex);
            }
            case 2 -> record(window, bytes, damaged, null, 0, true, true, line, hex);
            case 3 -> record(window, bytes, damaged, sourceNode, 0, false, true, line, hex);
            case 4 -> record(window, bytes, damaged, sourceNode, 0, true, false, line, hex);
            case 5 -> record(window, bytes, damaged, sourceNode, 90, true, true, line, hex);
            case 6 -> record(window, "another build of " + sourceNode, damaged, sourceNode, 0, true, true, line, hex);
            case 7 -> {
                line.append("{\"v\":1,\"broadcast\":\n");
                record(window, bytes, damaged, sourceNode, 0, true, true, line, hex);
            }
            default -> record(window, bytes, damaged, sourceNode, 0, true, true, line, hex);
        }
    }

    private boolean damaged(long window) {
        for (long begin = window; begin > window - 20; begin--) {
            SplittableRandom dice = new SplittableRandom(17 * begin + sourceNode.hashCode());
            if (dice.nextInt(faultEvery) == 0 && window - begin < 1 + dice.nextInt(20)) {
                return true;
            }
        }
        return false;
    }

    private void record(
            long window,
            String bytes,
            boolean damaged,
            @Nullable String node,
            long shift,
            boolean timed,
            boolean hashed,
            StringBuilder line,
            HexFormat hex) {
        long chunk = FIRST_CHUNK + window;
        String hash = hash(window, bytes.hashCode(), hex);
        line.append("{\"v\":1,\"broadcast\":\"").append(BROADCAST);
        line.append("\",\"rendition\":\"720p\",\"track\":\"publisher.m4s\",\"kind\":\"media\",\"group_sequence\":");
        line.append(chunk * 4096);
        if (hashed) {
            line.append(",\"hash\":\"").append(hash);
            line.append("\",\"size\":").append(300_000 + hash.hashCode() % 100_000);
            line.append(",\"cas_path\":\"objects/blake3/").append(hash, 0, 2).append('/');
            line.append(hash).append(".bin\"");
        } else {
            line.append(",\"size\":0");
        }
        line.append(",\"received_unix_ms\":").append(EPOCH_MS + 1001 * window + sourceNode.length());
        if (node != null) {
            line.append(",\"source_node\":\"").append(node);
            line.append("\",\"source_session\":\"").append(node).append("-1\"");
        }
        line.append(",\"sync\":\"synced\"");
        if (timed) {
            line.append(",\"media\":{\"sequence\":").append(chunk);
            line.append(",\"decode_time\":").append(chunk * 90_090 + shift);
            line.append(",\"timescale\":90000,\"duration\":90090}");
        }
        if (whole) {
            String input = hash(window, (damaged ? sourceNode : "input").hashCode(), hex);
            String profile = hash(0, bytes.startsWith("another build") ? 1 : 0, hex);
            line.append(",\"source_hash\":\"")
                    .append(input)
                    .append("\",\"profile\":\"")
                    .append(profile);
            line.append("\",\"quality\":{\"continuity_errors\":").append(damaged ? 3 : 0);
            line.append(",\"transport_errors\":0,\"missing_ms\":0}");
        }
        line.append("}\n");
    }

    private static String hash(long window, int variant, HexFormat hex) {
        SplittableRandom random = new SplittableRandom(window * 1_000_003 + variant);
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        return hex.formatHex(digest);
    }
}

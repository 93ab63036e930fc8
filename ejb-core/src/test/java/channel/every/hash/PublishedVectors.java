package channel.every.hash;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The published BLAKE3 test vectors: where they come from is said in the file. */
record PublishedVectors(String key, String context, List<Case> cases) {
    record Case(int length, String hash, String keyedHash, String derivedKey) {}

    static PublishedVectors read() {
        try (InputStream in = PublishedVectors.class.getResourceAsStream("blake3-test-vectors.txt")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            List<Case> cases =
                    lines.stream().skip(2).map(PublishedVectors::parse).toList();
            return new PublishedVectors(value(lines.get(0), "key "), value(lines.get(1), "context "), cases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] keyBytes() {
        return key.getBytes(StandardCharsets.US_ASCII);
    }

    /** The input pattern of the vectors: 0 to 250 over and over. */
    static byte[] input(int length) {
        byte[] input = new byte[length];
        for (int i = 0; i < length; i++) {
            input[i] = (byte) (i % 251);
        }
        return input;
    }

    private static Case parse(String line) {
        String[] columns = line.split(" ");
        return new Case(Integer.parseInt(columns[0]), columns[1], columns[2], columns[3]);
    }

    private static String value(String line, String name) {
        if (!line.startsWith(name)) {
            throw new IllegalStateException("expected \"" + name + "\" in: " + line);
        }
        return line.substring(name.length());
    }
}

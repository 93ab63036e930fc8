package channel.every.encode.ffmpeg;

import channel.every.encode.ReferenceVerdict;
import channel.every.hash.Blake3Hash;
import channel.every.json.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The bytes that known builds make of the reference: those that come with every.channel, and those that this node saw first and
 * keeps in a file. Each is found by the hash of profile, plan and build.
 */
public final class ReferenceBook {
    private static final String SHIPPED = "known-references.json";
    private static final TypeReference<TreeMap<String, String>> FORM = new TypeReference<>() {};

    private final Path file;

    /** @param file is written when an unknown build is seen */
    public ReferenceBook(Path file) {
        this.file = file;
    }

    /** Holds what an encoder made against the book, and enters it if the build is unknown. */
    public ReferenceVerdict judge(EncoderReference made) throws IOException {
        String key = made.encoder().toString();
        Map<String, String> own = own();
        String expected = shipped().getOrDefault(key, own.get(key));
        if (expected == null) {
            own.put(key, made.bytes().toString());
            write(own);
            return new ReferenceVerdict.Recorded(made.bytes());
        }
        return expected.equals(made.bytes().toString())
                ? new ReferenceVerdict.Confirmed(made.bytes())
                : new ReferenceVerdict.Differs(Blake3Hash.parse(expected), made.bytes());
    }

    static Map<String, String> shipped() throws IOException {
        try (InputStream in = Objects.requireNonNull(ReferenceBook.class.getResourceAsStream(SHIPPED), SHIPPED)) {
            return Json.mapper().readValue(in, FORM);
        }
    }

    private Map<String, String> own() throws IOException {
        if (Files.notExists(file)) {
            return new TreeMap<>();
        }
        try {
            return Json.mapper().readValue(file.toFile(), FORM);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " is no book of references (remove it to begin a new one): " + e.getOriginalMessage(), e);
        }
    }

    private void write(Map<String, String> own) throws IOException {
        Path parent = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Path whole = Files.createTempFile(Files.createDirectories(parent), "references", ".json");
        Files.writeString(whole, Json.pretty(own));
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
}

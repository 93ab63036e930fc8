package channel.every.archive;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What reception did to the window behind a record.
 *
 * @param standing why the window is not eligible for proof, null if it is or the writer did not say
 * @param others further counts by name, such as errors of TR 101 290; also those that this version does not know
 */
public record ReceptionQuality(
        int continuityErrors,
        int transportErrors,
        int missingMs,
        @Nullable String standing,
        @JsonAnyGetter @JsonAnySetter Map<String, Long> others) {
    /** The standing of a window of which something is missing, damaged or scrambled, or may be: at its very edge nothing counts it. */
    private static final String UNCERTAIN = "reception";

    public ReceptionQuality {
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }

    public ReceptionQuality(int continuityErrors, int transportErrors, int missingMs) {
        this(continuityErrors, transportErrors, missingMs, null, Map.of());
    }

    /** Whether the window itself was received whole, as far as its receiver can tell. */
    @JsonIgnore
    public boolean whole() {
        return uncounted() && !UNCERTAIN.equals(standing);
    }

    /** Whether no error within the window was counted. */
    @JsonIgnore
    public boolean uncounted() {
        return continuityErrors == 0 && transportErrors == 0 && missingMs == 0;
    }
}

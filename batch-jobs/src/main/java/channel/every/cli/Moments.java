package channel.every.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Moments of UTC as people give them to options. */
final class Moments {
    private Moments() {}

    static Instant parse(String option, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(option + " looks like 2026-01-01T00:00:00Z: " + text, e);
        }
    }
}

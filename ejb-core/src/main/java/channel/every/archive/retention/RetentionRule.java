package channel.every.archive.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of one broadcast.
 *
 * @param maxAge records older than this expire; null for none
 * @param maxBytes the oldest records expire while the objects of the others are more than this; null for no limit
 * @param pins records of these times never expire
 */
public record RetentionRule(
        @Nullable Duration maxAge, @Nullable Long maxBytes, List<Pin> pins) {
    public static final RetentionRule FOR_EVER = new RetentionRule(null, null, List.of());

    public RetentionRule {
        pins = List.copyOf(pins);
        if (maxAge != null && (maxAge.isNegative() || maxAge.isZero())) {
            throw new IllegalArgumentException("a largest age is more than nothing: " + maxAge);
        }
        if (maxBytes != null && maxBytes <= 0) {
            throw new IllegalArgumentException("a largest size is more than nothing: " + maxBytes);
        }
    }

    /** @param from inclusive @param to exclusive */
    public record Pin(Instant from, Instant to) {
        public Pin {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("a pin ends after it begins: " + from + "/" + to);
            }
        }

        /** Reads {@code 2026-05-01T20:00:00Z/2026-05-01T22:00:00Z}. */
        public static Pin parse(String text) {
            String[] ends = text.strip().split("/", -1);
            try {
                if (ends.length == 2) {
                    return new Pin(Instant.parse(ends[0]), Instant.parse(ends[1]));
                }
            } catch (DateTimeParseException e) {
                throw refused(text);
            }
            throw refused(text);
        }

        private static IllegalArgumentException refused(String text) {
            return new IllegalArgumentException(
                    "a pin is FROM/TO, as in 2026-05-01T20:00:00Z/2026-05-01T22:00:00Z: \"" + text + '"');
        }

        boolean holds(long unixMs) {
            return unixMs >= from.toEpochMilli() && unixMs < to.toEpochMilli();
        }
    }

    boolean limits() {
        return maxAge != null || maxBytes != null;
    }

    boolean pinned(long unixMs) {
        return pins.stream().anyMatch(each -> each.holds(unixMs));
    }

    /** The earliest moment that a pin holds on to. */
    long firstPinUnixMs() {
        return pins.stream().mapToLong(each -> each.from().toEpochMilli()).min().orElse(Long.MAX_VALUE);
    }
}

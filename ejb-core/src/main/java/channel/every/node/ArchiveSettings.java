package channel.every.node;

import channel.every.archive.retention.RetentionRules;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the archive is kept, as configured.
 *
 * @param reserveBytes writing stops when less is free on the archive's device
 */
record ArchiveSettings(long reserveBytes, RetentionRules retention) {
    private static final String RESERVE = "every-channel.store.reserve";

    /** Indexes, database and logs go on for hours in it, and it is little of any disk that television is kept on. */
    private static final String USUAL_RESERVE = "512M";

    /** @param names all configured keys @param values the value of a key, if it is set */
    static ArchiveSettings read(Iterable<String> names, Function<String, Optional<String>> values) {
        String reserve = values.apply(RESERVE).orElse(USUAL_RESERVE);
        try {
            return new ArchiveSettings(RetentionRules.bytes(reserve), RetentionRules.read(names, values));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() != null && e.getMessage().startsWith("every-channel.")
                            ? e.getMessage()
                            : RESERVE + ": " + e.getMessage(),
                    e);
        }
    }
}

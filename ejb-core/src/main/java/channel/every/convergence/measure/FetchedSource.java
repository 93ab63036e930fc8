package channel.every.convergence.measure;

import channel.every.identity.Label;
import org.jspecify.annotations.Nullable;

/**
 * What came of one source in a sample.
 *
 * @param fetched whether its manifest came
 * @param records that the sample holds
 * @param invalidRecords lines that are no records
 * @param failure why nothing came, or null
 */
public record FetchedSource(
        Label name,
        boolean fetched,
        long records,
        long invalidRecords,
        @Nullable String failure) {}

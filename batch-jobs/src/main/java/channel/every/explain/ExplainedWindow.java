package channel.every.explain;

import channel.every.proof.ProofCause;
import org.jspecify.annotations.Nullable;

/**
 * A window that differs or is not there.
 *
 * @param chunkIndex on the broadcast clock
 * @param startUnixMs of the window, in milliseconds since 1970, null if the report does not say
 * @param finding what was found, in a few words
 * @param evidence one line: what tells the cause
 */
public record ExplainedWindow(
        long chunkIndex, @Nullable Long startUnixMs, ProofCause cause, String finding, String evidence) {}

package channel.every.remote;

import channel.every.identity.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What every machine is to do.
 *
 * @param input a recorded transport stream, at most {@value #MAX_INPUT_BYTES} bytes
 * @param reports directory of this machine where the reports go
 * @param chunkMs length of a window, in milliseconds
 * @param program number in the PAT, null for the lowest one
 * @param cleanup whether the other machine's files are removed after it succeeded
 * @param uploadTimeout for all of the input
 * @param proofTimeout for all of its windows
 * @param encodeTimeout for one window, in whole seconds; nodes have their own
 */
public record ProofTask(
        Path input,
        Path reports,
        int chunkMs,
        int prerollPackets,
        Label profile,
        @Nullable Integer program,
        boolean cleanup,
        Duration uploadTimeout,
        Duration proofTimeout,
        Duration encodeTimeout) {
    /** A quarter of an hour of ATSC: more proves nothing more, and fills other people's /tmp. */
    public static final long MAX_INPUT_BYTES = 2L << 30;

    public ProofTask {
        if (uploadTimeout.isNegative()
                || uploadTimeout.isZero()
                || proofTimeout.isNegative()
                || proofTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "timeouts must be positive: upload " + uploadTimeout + ", proof " + proofTimeout);
        }
    }

    /** @throws IllegalArgumentException if the input is larger than may be copied */
    public long inputBytes() throws IOException {
        long size = Files.size(input);
        if (size > MAX_INPUT_BYTES) {
            throw new IllegalArgumentException("\"" + input + "\" has " + size + " bytes, more than the "
                    + MAX_INPUT_BYTES + " that are copied to other machines; cut a part out of it");
        }
        return size;
    }

    /** Where the report of a target goes. */
    public Path report(Label target) {
        return reports.resolve(target + ".json");
    }
}

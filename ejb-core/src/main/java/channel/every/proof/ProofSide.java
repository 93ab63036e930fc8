package channel.every.proof;

import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import channel.every.window.WindowQuality;
import org.jspecify.annotations.Nullable;

/**
 * What one publisher has where two differ: enough to find the window again.
 *
 * @param input what it read, for people
 * @param profile hash of encode profile, argument plan and encoder build
 * @param inputOffset byte of the input up to which it was read when the window was complete, null without a window
 * @param sourceHash of the canonical window input, null without a window
 * @param quality what reception did to the window, null without a window
 */
public record ProofSide(
        Label publisher,
        String input,
        int chunkMs,
        Label profileName,
        Blake3Hash profile,
        @Nullable Long inputOffset,
        @Nullable Blake3Hash sourceHash,
        @Nullable WindowQuality quality) {
    static ProofSide of(ProofReport report, @Nullable ProofWindow window) {
        return new ProofSide(
                report.publisher(),
                report.input(),
                report.chunkMs(),
                report.profileName(),
                report.profile(),
                window == null ? null : window.inputOffset(),
                window == null ? null : window.sourceHash(),
                window == null ? null : window.quality());
    }
}

package channel.every.proof;

import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import java.util.List;

/**
 * Everything one publisher made of one bounded input: source, init and media hashes of every window.
 *
 * @param v version of this form
 * @param input what was read, for people
 * @param chunkMs the cadence, in milliseconds
 * @param profileName of the encode profile
 * @param profile hash of encode profile, argument plan and encoder build
 * @param encoderCpuMs user and system time of all encoder processes, in milliseconds
 * @param windows in order of their indexes
 */
public record ProofReport(
        int v,
        Label publisher,
        String input,
        int chunkMs,
        Label profileName,
        Blake3Hash profile,
        long encoderCpuMs,
        List<ProofWindow> windows,
        List<DroppedWindow> dropped) {
    public static final int VERSION = 1;

    public ProofReport {
        if (v != VERSION) {
            throw new IllegalArgumentException("proof report has version " + v + ", this is for version " + VERSION);
        }
        windows = List.copyOf(windows);
        dropped = List.copyOf(dropped);
    }
}

package channel.every.window;

import channel.every.clock.ChunkCadence;
import channel.every.clock.ChunkIndex;
import channel.every.psi.StreamHealth;

/**
 * One stretch of a program between two boundaries of the broadcast clock, ready to be encoded.
 *
 * @param synced whether the index stands on the broadcast's own UTC; unsynced windows count from the node's clock and prove nothing
 * @param standing whether two receivers of the same packets must agree on it, and why not
 */
public record SourceWindow(
        ChunkIndex index,
        ChunkCadence cadence,
        boolean synced,
        ProofStanding standing,
        WindowInput input,
        WindowQuality quality) {
    /** The same, with what was seen of the whole stream around it. */
    public SourceWindow within(StreamHealth stream) {
        WindowQuality watched = new WindowQuality(
                quality.continuityErrors(),
                quality.transportErrors(),
                quality.scrambledPackets(),
                quality.missingMillis(),
                stream);
        return new SourceWindow(index, cadence, synced, standing, input, watched);
    }

    /** Whether two receivers of the same packets must agree on it. */
    public boolean proofEligible() {
        return standing == ProofStanding.ELIGIBLE;
    }
}

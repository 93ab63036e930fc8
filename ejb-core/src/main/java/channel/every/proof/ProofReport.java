package channel.every.proof;

import channel.every.hash.Blake3Hash;
import channel.every.identity.Label;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Everything one publisher made of one bounded input: source, init and media hashes of every window.
 *
 * @param v version of this form
 * @param input what was read, for people
 * @param chunkMs the cadence, in milliseconds
 * @param profileName of the encode profile
 * @param profile hash of encode profile, argument plan and encoder build
 * @param windows in order of their indexes
 */
public record ProofReport(
        int v,
        Label publisher,
        String input,
        int chunkMs,
        Label profileName,
        Blake3Hash profile,
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

    /** A Merkle root for each rendition: reports whose roots are equal are equal in every fragment. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public List<RungRoot> rungs() {
        return RungRoot.of(windows);
    }

    /** Whether there is a window, and every window was encoded. */
    public boolean complete() {
        return !windows.isEmpty() && windows.stream().noneMatch(ProofWindow::empty);
    }

    /** The same report under another publisher's name. */
    public ProofReport of(Label other) {
        return new ProofReport(v, other, input, chunkMs, profileName, profile, windows, dropped);
    }

    /** The same report without its windows: what is known before the first of them. */
    public ProofReport head() {
        return new ProofReport(v, publisher, input, chunkMs, profileName, profile, List.of(), List.of());
    }

    /** The same report with these windows. */
    public ProofReport with(List<ProofWindow> other) {
        return with(other, dropped);
    }

    /** The same report with these windows, and without those. */
    public ProofReport with(List<ProofWindow> other, List<DroppedWindow> without) {
        return new ProofReport(v, publisher, input, chunkMs, profileName, profile, other, without);
    }
}
